package io.parley.knowledge.parse.table;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.content.Words;
import java.util.ArrayList;
import java.util.List;

/// The cells of a table or sheet. Its head is the first row with two cells of text; rows before it
/// are a preface.
public final class Grid {
  private static final int COLUMNS_MAX = 6;
  private static final int TABLE_ROWS_MAX = 60;
  private static final int CELL_CHARS_MAX = 200;

  private final List<List<String>> preface;
  private final List<String> head;
  private final List<List<String>> body;
  private final int width;

  /// @param cells row by row; empty rows and columns are dropped, and short rows stay short
  public Grid(List<List<String>> cells) {
    var rows = withoutEmptyColumns(cells);
    width = rows.stream().mapToInt(List::size).max().orElse(0);
    int first = 0;
    while (first < rows.size() && filled(rows.get(first)) < 2) first++;
    boolean isTable = first < rows.size() - 1;
    this.preface = isTable ? rows.subList(0, first) : rows;
    this.head = isTable ? rows.get(first) : List.of();
    this.body = isTable ? rows.subList(first + 1, rows.size()) : List.of();
  }

  public boolean isEmpty() {
    return preface.isEmpty() && body.isEmpty();
  }

  /// The names of the columns; none: the cells are no table.
  public List<String> head() {
    return head;
  }

  public List<List<String>> body() {
    return body;
  }

  /// A table, or, where it is wide, long or full of text, a section for each row.
  ///
  /// @param level of the sections' headings
  public void write(Markdown out, int level) throws RefusedFile {
    for (var row : preface) out.paragraph(String.join(" ", row));
    if (head.isEmpty()) return;
    if (isCompact()) {
      var rows = new ArrayList<List<String>>();
      rows.add(head);
      rows.addAll(body);
      out.table(rows);
      return;
    }
    var columns = head.stream().map(Words::line).toList();
    int number = 0;
    for (var row : body) {
      number++;
      var name = Words.line(cell(row, 0));
      out.heading(level, name.isEmpty() ? "Row " + number : name);
      for (int i = name.isEmpty() ? 0 : 1; i < row.size(); i++) {
        var value = Words.line(cell(row, i));
        var column = cell(columns, i);
        if (!value.isEmpty()) out.item(0, "-", column.isEmpty() ? value : column + ": " + value);
      }
    }
  }

  /// Thrown by a reader at the limit.
  public static RefusedFile tooManyRows(ParseLimits limits) {
    return new RefusedFile(
        Reading.Reason.TOO_LARGE,
        "a table has more than %,d rows; expected: fewer. Split it.".formatted(limits.rows()));
  }

  static String cell(List<String> row, int column) {
    return column < row.size() ? row.get(column) : "";
  }

  private boolean isCompact() {
    return width <= COLUMNS_MAX
        && body.size() <= TABLE_ROWS_MAX
        && body.stream().flatMap(List::stream).allMatch(cell -> cell.length() <= CELL_CHARS_MAX);
  }

  private static long filled(List<String> row) {
    return row.stream().filter(cell -> !cell.isBlank()).count();
  }

  private static List<List<String>> withoutEmptyColumns(List<List<String>> cells) {
    var rows = cells.stream().filter(row -> filled(row) > 0).toList();
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    var used = new boolean[columns];
    for (var row : rows) for (int i = 0; i < row.size(); i++) used[i] |= !row.get(i).isBlank();
    var kept = new ArrayList<List<String>>();
    for (var row : rows) {
      var cut = new ArrayList<String>();
      for (int i = 0; i < row.size(); i++) if (used[i]) cut.add(row.get(i));
      kept.add(cut);
    }
    return kept;
  }
}
