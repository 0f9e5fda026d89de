package io.parley.knowledge.parse.type;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileFormat;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.export.ExportFormat;
import io.parley.knowledge.parse.html.HtmlFormat;
import io.parley.knowledge.parse.office.DocxFormat;
import io.parley.knowledge.parse.office.PptxFormat;
import io.parley.knowledge.parse.office.XlsxFormat;
import io.parley.knowledge.parse.pdf.PdfFormat;
import io.parley.knowledge.parse.table.CsvFormat;
import io.parley.knowledge.parse.text.MarkdownFormat;
import io.parley.knowledge.parse.text.TextFormat;

/// Reads a file of any format. Faults of the libraries become refusals: hostile bytes cause
/// arbitrary exceptions in them.
public final class Formats {
  private Formats() {}

  /// @throws RefusedFile when the file is not read. An [OutOfMemoryError] is passed on: the process
  ///   must end.
  public static Content read(FileInput file, ParseLimits limits) throws RefusedFile {
    var type = FileTypes.of(file, limits);
    try {
      return format(type).read(file, limits).untitled();
    } catch (RefusedFile e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new RefusedFile(
          Reading.Reason.HARMFUL, "its parts are nested too deeply; expected: fewer levels", e);
    } catch (Exception e) {
      throw new RefusedFile(
          Reading.Reason.DAMAGED,
          "it cannot be read as %s (%s); expected: a whole file. Save it again with its program."
              .formatted(type, e.getClass().getSimpleName()),
          e);
    }
  }

  private static FileFormat format(FileType type) {
    return switch (type) {
      case HTML -> new HtmlFormat();
      case PDF -> new PdfFormat();
      case DOCX -> new DocxFormat();
      case PPTX -> new PptxFormat();
      case XLSX -> new XlsxFormat();
      case CSV -> new CsvFormat();
      case EXPORT -> new ExportFormat();
      case MARKDOWN -> new MarkdownFormat();
      case TEXT -> new TextFormat();
    };
  }
}
