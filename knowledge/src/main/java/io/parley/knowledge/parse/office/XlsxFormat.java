package io.parley.knowledge.parse.office;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileFormat;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.PageFacts;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.table.Grid;
import io.parley.knowledge.parse.table.Questions;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.openxml4j.opc.OPCPackage;

/// A workbook: a section for each sheet. A workbook whose only filled sheet has questions and
/// answers gives a text for each question.
public final class XlsxFormat implements FileFormat {
  @Override
  public Content read(FileInput file, ParseLimits limits) throws Exception {
    var packed = PackedFile.of(file.bytes(), limits);
    try (var opened = OPCPackage.open(new ByteArrayInputStream(file.bytes()))) {
      var sheets = XlsxSheets.of(opened, limits);
      var warnings = new ArrayList<>(sheets.warnings());
      if (packed.hasMacros()) warnings.add("its macros were left out");
      var filled = sheets.grids().stream().filter(sheet -> !sheet.grid().isEmpty()).toList();
      if (filled.isEmpty()) throw new RefusedFile(Reading.Reason.EMPTY, "its sheets have no text");
      if (filled.size() == 1) {
        var questions = Questions.in(filled.getFirst().grid());
        if (questions.isPresent()) {
          var documents = questions.get().documents(limits, warnings);
          if (!documents.isEmpty()) return new Content(documents, warnings, PageFacts.NONE);
        }
      }
      var markdown = new Markdown(limits.textChars());
      for (var sheet : filled) {
        markdown.heading(2, sheet.name());
        sheet.grid().write(markdown, 3);
      }
      return Content.of(
          new ReadDocument(
              Properties.title(opened), Properties.language(opened), markdown.toString()),
          warnings);
    }
  }

  /// A sheet by its name.
  record Sheet(String name, Grid grid) {}

  /// The visible sheets, in their order.
  record Sheets(List<Sheet> grids, List<String> warnings) {}
}
