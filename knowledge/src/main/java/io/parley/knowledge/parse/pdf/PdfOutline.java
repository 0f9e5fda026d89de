package io.parley.knowledge.parse.pdf;

import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.RefusedFile;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Divides lines into headings, items and paragraphs.
final class PdfOutline {
  /// Of the size of most text: larger lines are headings.
  private static final double HEADING_SIZE = 1.15;

  private static final int HEADING_CHARS_MAX = 160;
  private static final int LEVELS_MAX = 4;

  /// Of the font's size: a larger gap between lines begins a paragraph.
  private static final double GAP = 1.75;

  private static final Pattern ITEM =
      Pattern.compile("^(?:[•◦▪●○■‣⁃–-]|\\uF0B7|(\\d{1,3})[.)])\\s+(\\S.*)$");

  private final List<PdfLine> lines;
  private final int body;

  /// Sizes of headings in half points, largest first.
  private final List<Integer> sizes;

  private final StringBuilder paragraph = new StringBuilder();
  private String marker;

  PdfOutline(List<PdfLine> lines) {
    this.lines = lines;
    this.body = bodySize(lines);
    this.sizes =
        lines.stream()
            .filter(line -> line.halfPoints() >= body * HEADING_SIZE && isShort(line))
            .map(PdfLine::halfPoints)
            .distinct()
            .sorted((a, b) -> b - a)
            .toList();
  }

  /// The first heading of the largest size, on the first page.
  Optional<String> title() {
    return lines.stream()
        .filter(line -> line.page() == lines.getFirst().page() && level(line) == 1)
        .findFirst()
        .map(PdfLine::text);
  }

  void write(Markdown out) throws RefusedFile {
    var paged = lines.stream().noneMatch(line -> level(line) > 0);
    PdfLine before = null;
    for (var line : lines) {
      boolean turned = before == null || line.page() != before.page();
      if (paged && turned) {
        flush(out);
        out.heading(2, "Page " + line.page());
      }
      if (level(line) > 0) heading(out, before, line);
      else text(out, before, line);
      before = line;
    }
    flush(out);
  }

  /// Lines of one heading follow each other in its size.
  private void heading(Markdown out, PdfLine before, PdfLine line) throws RefusedFile {
    boolean continued =
        before != null
            && level(before) == level(line)
            && before.page() == line.page()
            && Math.abs(line.y() - before.y()) < line.size() * GAP;
    if (!continued) flush(out);
    if (continued) paragraph.append(' ');
    paragraph.append(line.text());
    marker = "#" + level(line);
  }

  private void text(Markdown out, PdfLine before, PdfLine line) throws RefusedFile {
    var item = ITEM.matcher(line.text());
    if (item.matches()) {
      flush(out);
      marker = item.group(1) == null ? "-" : item.group(1) + ".";
      paragraph.append(item.group(2));
      return;
    }
    if (before == null || !continues(before, line) || isHeading()) flush(out);
    join(line.text());
  }

  private boolean isHeading() {
    return marker != null && marker.startsWith("#");
  }

  /// On the next page a sentence goes on when it has not ended.
  private static boolean continues(PdfLine before, PdfLine line) {
    if (before.halfPoints() != line.halfPoints() || before.bold() != line.bold()) return false;
    if (before.page() != line.page() || line.y() < before.y())
      return !before.text().matches(".*[.!?:;]")
          && Character.isLowerCase(line.text().codePointAt(0));
    return line.y() - before.y() <= line.size() * GAP;
  }

  /// A hyphen at the end of a line before a small letter divides a word.
  private void join(String text) {
    int last = paragraph.length() - 1;
    if (last > 0
        && paragraph.charAt(last) == '-'
        && Character.isLetter(paragraph.charAt(last - 1))
        && Character.isLowerCase(text.codePointAt(0))) paragraph.setLength(last);
    else if (last >= 0) paragraph.append(' ');
    paragraph.append(text);
  }

  private void flush(Markdown out) throws RefusedFile {
    var text = paragraph.toString();
    if (marker == null) out.paragraph(text);
    else if (marker.startsWith("#")) out.heading(marker.charAt(1) - '0', text);
    else out.item(0, marker, text);
    paragraph.setLength(0);
    marker = null;
  }

  /// @return 0: no heading
  private int level(PdfLine line) {
    int at = isShort(line) ? sizes.indexOf(line.halfPoints()) : -1;
    return at < 0 ? 0 : Math.min(at + 1, LEVELS_MAX);
  }

  private static boolean isShort(PdfLine line) {
    return line.text().length() <= HEADING_CHARS_MAX
        && line.text().codePoints().anyMatch(Character::isLetter);
  }

  /// The size of most characters.
  private static int bodySize(List<PdfLine> lines) {
    var chars = new TreeMap<Integer, Long>();
    for (var line : lines) chars.merge(line.halfPoints(), (long) line.text().length(), Long::sum);
    return chars.entrySet().stream()
        .max(java.util.Map.Entry.comparingByValue())
        .map(java.util.Map.Entry::getKey)
        .orElse(0);
  }
}
