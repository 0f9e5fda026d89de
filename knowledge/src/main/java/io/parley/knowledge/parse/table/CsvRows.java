package io.parley.knowledge.parse.table;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import java.util.ArrayList;
import java.util.List;

/// Splits a text into rows and cells (RFC 4180): a cell in quotes may contain separators, line
/// breaks, and quotes twice.
final class CsvRows {
  private static final int CELLS_MAX = 1_000;

  private final String text;
  private final char separator;
  private final ParseLimits limits;
  private int at;

  CsvRows(String text, char separator, ParseLimits limits) {
    this.text = text;
    this.separator = separator;
    this.limits = limits;
  }

  List<List<String>> all() throws RefusedFile {
    var rows = first(limits.rows());
    if (at < text.length()) throw Grid.tooManyRows(limits);
    return rows;
  }

  List<List<String>> first(int count) throws RefusedFile {
    var rows = new ArrayList<List<String>>();
    // Excel's own hint about the separator
    if (at == 0 && text.startsWith("sep=")) skipLine();
    while (at < text.length() && rows.size() < count) rows.add(row());
    return rows;
  }

  private List<String> row() throws RefusedFile {
    var cells = new ArrayList<String>();
    while (true) {
      if (cells.size() >= CELLS_MAX)
        throw new RefusedFile(
            Reading.Reason.TOO_LARGE,
            "a row has more than %,d cells; expected: fewer".formatted(CELLS_MAX));
      cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at >= text.length()) return cells;
      char end = text.charAt(at++);
      if (end == '\n') return cells;
    }
  }

  private String plain() {
    int from = at;
    while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n') at++;
    return text.substring(from, at);
  }

  private String quoted() throws RefusedFile {
    var cell = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append('"');
        at++;
      } else {
        // what stands between the closing quote and the separator belongs to the cell
        return cell.append(plain()).toString();
      }
    }
    throw new RefusedFile(
        Reading.Reason.DAMAGED, "a quoted cell is not closed; expected: a closing quote");
  }

  private void skipLine() {
    int end = text.indexOf('\n');
    at = end < 0 ? text.length() : end + 1;
  }
}
