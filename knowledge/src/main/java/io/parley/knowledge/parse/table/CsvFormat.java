package io.parley.knowledge.parse.table;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileFormat;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.PageFacts;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Values separated by commas, semicolons, tabs or bars (RFC 4180, where they are commas).
public final class CsvFormat implements FileFormat {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final int SAMPLE_ROWS = 50;

  @Override
  public Content read(FileInput file, ParseLimits limits) throws RefusedFile {
    var text = PlainText.decode(file.bytes());
    var grid = new Grid(new CsvRows(text, separator(text), limits).all());
    if (grid.isEmpty()) throw new RefusedFile(Reading.Reason.EMPTY, "the table has no rows");
    var warnings = new ArrayList<String>();
    var questions = Questions.in(grid);
    if (questions.isPresent()) {
      var documents = questions.get().documents(limits, warnings);
      if (!documents.isEmpty()) return new Content(documents, warnings, PageFacts.NONE);
    }
    var markdown = new Markdown(limits.textChars());
    grid.write(markdown, 2);
    if (markdown.isEmpty()) throw new RefusedFile(Reading.Reason.EMPTY, "the table has no text");
    return Content.of(
        new ReadDocument(Optional.empty(), Optional.empty(), markdown.toString()), warnings);
  }

  /// Whether a text is a table: at least two rows of the same number of cells, more than one.
  public static boolean isTable(String text, ParseLimits limits) {
    try {
      return score(new CsvRows(text, separator(text), limits).first(SAMPLE_ROWS)) > 1;
    } catch (RefusedFile _) {
      return false; // an open quote: no table
    }
  }

  /// The one that gives most columns in most rows.
  private static char separator(String text) {
    char best = ',';
    double most = 0;
    for (var candidate : SEPARATORS) {
      double score;
      try {
        score = score(new CsvRows(text, candidate, ParseLimits.SAMPLE).first(SAMPLE_ROWS));
      } catch (RefusedFile _) {
        score = 0; // an open quote under this separator
      }
      if (score > most) {
        most = score;
        best = candidate;
      }
    }
    return best;
  }

  /// The number of columns of the head, by the share of rows that have as many.
  private static double score(List<List<String>> rows) {
    var filled = rows.stream().filter(row -> row.size() > 1 || !row.getFirst().isBlank()).toList();
    if (filled.size() < 2) return 0;
    int columns = filled.getFirst().size();
    long same = filled.stream().filter(row -> row.size() == columns).count();
    return columns <= 1 ? 0 : columns * ((double) same / filled.size());
  }
}
