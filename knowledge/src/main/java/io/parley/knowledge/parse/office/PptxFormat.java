package io.parley.knowledge.parse.office;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileFormat;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.content.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFGroupShape;
import org.apache.poi.xslf.usermodel.XSLFNotes;
import org.apache.poi.xslf.usermodel.XSLFPictureShape;
import org.apache.poi.xslf.usermodel.XSLFShape;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTextShape;

/// A presentation: a section for each slide, with its notes.
public final class PptxFormat implements FileFormat {
  private static final int GROUPS_MAX = 20;

  @Override
  public Content read(FileInput file, ParseLimits limits) throws IOException, RefusedFile {
    var packed = PackedFile.of(file.bytes(), limits);
    try (var show = new XMLSlideShow(new ByteArrayInputStream(file.bytes()))) {
      var slides = show.getSlides();
      if (slides.size() > limits.pages())
        throw new RefusedFile(
            Reading.Reason.TOO_LARGE,
            "it has %,d slides; expected: at most %,d. Split it."
                .formatted(slides.size(), limits.pages()));
      var reader = new Reader(new Markdown(limits.textChars()));
      for (var slide : slides) reader.slide(slide);
      if (!reader.hasText) throw new RefusedFile(Reading.Reason.EMPTY, "its slides have no text");
      return Content.of(
          new ReadDocument(
              Properties.title(show).or(() -> Optional.ofNullable(reader.firstTitle)),
              Properties.language(show),
              reader.out.toString()),
          reader.warnings(packed));
    }
  }

  private static final class Reader {
    private final Markdown out;
    private String firstTitle;
    private boolean hasText;
    private int pictures;
    private int hidden;

    Reader(Markdown out) {
      this.out = out;
    }

    void slide(XSLFSlide slide) throws RefusedFile {
      if (slide.isHidden()) {
        hidden++;
        return;
      }
      var title = slide.getTitle();
      var line = title == null ? "" : Words.line(title);
      if (!line.isEmpty() && firstTitle == null) firstTitle = line;
      hasText |= !line.isEmpty();
      out.heading(2, line.isEmpty() ? "Slide " + slide.getSlideNumber() : line);
      int before = out.length();
      for (var shape : inOrder(slide.getShapes())) shape(shape, 0);
      notes(slide.getNotes());
      hasText |= out.length() > before;
    }

    private void shape(XSLFShape shape, int depth) throws RefusedFile {
      if (depth > GROUPS_MAX)
        throw new RefusedFile(
            Reading.Reason.HARMFUL,
            "its groups are nested more than %d levels deep".formatted(GROUPS_MAX));
      switch (shape) {
        case XSLFTextShape text -> text(text);
        case XSLFTable table -> table(table);
        case XSLFGroupShape group -> {
          for (var inner : inOrder(group.getShapes())) shape(inner, depth + 1);
        }
        case XSLFPictureShape _ -> pictures++;
        default -> {
          // lines, charts, embedded files
        }
      }
    }

    private void text(XSLFTextShape shape) throws RefusedFile {
      var role = shape.getTextType();
      if (role == Placeholder.TITLE
          || role == Placeholder.CENTERED_TITLE
          || role == Placeholder.SLIDE_NUMBER
          || role == Placeholder.DATETIME
          || role == Placeholder.FOOTER
          || role == Placeholder.HEADER) return;
      var isList =
          shape.getTextParagraphs().stream().filter(p -> !p.getText().isBlank()).count() > 1;
      for (var paragraph : shape.getTextParagraphs()) {
        var text = paragraph.getText();
        if (isList
            && (paragraph.isBullet() || role == Placeholder.BODY || role == Placeholder.CONTENT))
          out.item(paragraph.getIndentLevel(), "-", text);
        else out.paragraph(text);
      }
    }

    private void table(XSLFTable table) throws RefusedFile {
      var rows = new ArrayList<List<String>>();
      for (var row : table.getRows()) {
        var cells = new ArrayList<String>();
        for (var cell : row.getCells()) cells.add(cell.getText());
        rows.add(cells);
      }
      out.table(rows);
    }

    private void notes(XSLFNotes notes) throws RefusedFile {
      if (notes == null) return;
      for (var shape : notes.getShapes())
        if (shape instanceof XSLFTextShape text && text.getTextType() == Placeholder.BODY)
          for (var paragraph : text.getTextParagraphs()) out.quote(paragraph.getText());
    }

    /// From top to bottom; shapes without a place keep theirs, before all others.
    private static List<XSLFShape> inOrder(List<XSLFShape> shapes) {
      return shapes.stream()
          .sorted(
              Comparator.<XSLFShape>comparingDouble(
                      shape -> shape.getAnchor() == null ? -1 : shape.getAnchor().getY())
                  .thenComparingDouble(
                      shape -> shape.getAnchor() == null ? -1 : shape.getAnchor().getX()))
          .toList();
    }

    List<String> warnings(PackedFile packed) {
      var warnings = new ArrayList<String>();
      if (pictures > 0) warnings.add("%d images were left out".formatted(pictures));
      if (hidden > 0) warnings.add("%d hidden slides were left out".formatted(hidden));
      if (packed.hasMacros()) warnings.add("its macros were left out");
      return warnings;
    }
  }
}
