package io.parley.knowledge.parse.content;

import io.parley.core.knowledge.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Writes Markdown, block by block. The text of a file never becomes markup: what would begin a
/// block or a tag is escaped.
public final class Markdown {
  private static final int LEVEL_MAX = 6;
  private static final int DEPTH_MAX = 8;

  /// Beginnings that would make a block of a paragraph's first line.
  private static final Pattern BLOCK =
      Pattern.compile("^(?:#{1,6}(?=\\s|$)|>|[-+*](?=\\s)|(?:```|~~~)|-{3,}$|={3,}$)");

  private static final Pattern NUMBERED = Pattern.compile("^(\\d{1,9})([.)])(?=\\s)");
  private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");
  private static final Pattern FENCE = Pattern.compile("`{3,}");

  private final StringBuilder out = new StringBuilder();
  private final int charsMax;
  private boolean inList;

  /// @param charsMax the most characters; more refuse the file
  public Markdown(int charsMax) {
    this.charsMax = charsMax;
  }

  /// @param level from 1; below 6 all are 6
  public void heading(int level, String text) throws RefusedFile {
    var line = Words.line(text);
    if (line.isEmpty()) return;
    block(
        "#".repeat(Math.clamp(level, 1, LEVEL_MAX)) + " " + TAG.matcher(line).replaceAll("\\\\<"));
  }

  /// A paragraph of one or several lines.
  public void paragraph(String text) throws RefusedFile {
    var lines = new ArrayList<String>();
    for (var line : Words.visible(text).split("\n", -1)) {
      var clean = Words.line(line);
      if (!clean.isEmpty()) lines.add(escaped(clean));
    }
    // two blanks at its end keep a line's break
    if (!lines.isEmpty()) block(String.join("  \n", lines));
  }

  /// @param depth from 0; @param marker `-`, or `3.`
  public void item(int depth, String marker, String text) throws RefusedFile {
    var line = Words.line(text);
    if (line.isEmpty()) return;
    append(out.isEmpty() ? "" : inList ? "\n" : "\n\n");
    append("  ".repeat(Math.clamp(depth, 0, DEPTH_MAX)) + marker + " " + escaped(line));
    inList = true;
  }

  /// The next item begins another list.
  public void endList() {
    inList = false;
  }

  public void quote(String text) throws RefusedFile {
    var line = Words.line(text);
    if (!line.isEmpty()) block("> " + escaped(line));
  }

  /// Text as it stands, between fences that are longer than those within it.
  public void code(String text) throws RefusedFile {
    var fence = "```";
    var found = FENCE.matcher(text);
    while (found.find())
      if (found.group().length() >= fence.length()) fence = "`".repeat(found.group().length() + 1);
    var body = Words.visible(text).stripTrailing();
    if (!body.isBlank()) block(fence + "\n" + body + "\n" + fence);
  }

  /// @param rows the first one is the head; shorter ones are filled up
  public void table(List<List<String>> rows) throws RefusedFile {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    if (columns == 0) return;
    block(row(rows.getFirst(), columns));
    append("\n" + "| --- ".repeat(columns) + "|");
    for (var cells : rows.subList(1, rows.size())) append("\n" + row(cells, columns));
  }

  /// Markdown that stands already.
  public void ready(String markdown) throws RefusedFile {
    var text = Words.visible(markdown).strip();
    if (!text.isEmpty()) block(text);
  }

  public boolean isEmpty() {
    return out.isEmpty();
  }

  public int length() {
    return out.length();
  }

  @Override
  public String toString() {
    return out.isEmpty() ? "" : out + "\n";
  }

  private void block(String text) throws RefusedFile {
    append(out.isEmpty() ? "" : "\n\n");
    append(text);
    inList = false;
  }

  private void append(String text) throws RefusedFile {
    if (out.length() + (long) text.length() > charsMax)
      throw new RefusedFile(
          Reading.Reason.TOO_LARGE,
          "its text has more than %,d characters; expected: less. Split the file."
              .formatted(charsMax));
    out.append(text);
  }

  private static String row(List<String> cells, int columns) {
    var line = new StringBuilder("|");
    for (int i = 0; i < columns; i++) {
      var cell = i < cells.size() ? Words.line(cells.get(i)) : "";
      line.append(' ')
          .append(TAG.matcher(cell).replaceAll("\\\\<").replace("|", "\\|"))
          .append(cell.isEmpty() ? "|" : " |");
    }
    return line.toString();
  }

  private static String escaped(String line) {
    var safe = TAG.matcher(line).replaceAll("\\\\<");
    safe = NUMBERED.matcher(safe).replaceFirst("$1\\\\$2");
    return BLOCK.matcher(safe).find() ? "\\" + safe : safe;
  }
}
