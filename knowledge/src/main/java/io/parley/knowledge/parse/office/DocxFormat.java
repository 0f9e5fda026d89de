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
import io.parley.knowledge.parse.table.Grid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.poi.xwpf.usermodel.BodyElementType;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFSDT;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/// A text document of Word.
public final class DocxFormat implements FileFormat {
  @Override
  public Content read(FileInput file, ParseLimits limits) throws IOException, RefusedFile {
    var packed = PackedFile.of(file.bytes(), limits);
    try (var document = new XWPFDocument(new ByteArrayInputStream(file.bytes()))) {
      var markdown = new Markdown(limits.textChars());
      var reader = new Reader(new DocxStyles(document), markdown, limits);
      reader.elements(document.getBodyElements());
      for (var note : document.getFootnotes()) reader.elements(note.getBodyElements());
      if (markdown.isEmpty())
        throw new RefusedFile(Reading.Reason.EMPTY, "the document has no text");
      return Content.of(
          new ReadDocument(
              Properties.title(document).or(reader::title),
              Properties.language(document),
              markdown.toString()),
          warnings(document, packed));
    }
  }

  private static List<String> warnings(XWPFDocument document, PackedFile packed) {
    var warnings = new ArrayList<String>();
    int images = document.getAllPictures().size();
    if (images > 0) warnings.add("%d images were left out".formatted(images));
    if (packed.hasMacros()) warnings.add("its macros were left out");
    return warnings;
  }

  private static final class Reader {
    private final DocxStyles styles;
    private final Markdown out;
    private final ParseLimits limits;
    private final Map<BigInteger, TreeMap<Integer, Integer>> numbers = new HashMap<>();
    private BigInteger lastList;
    private String title;
    private String firstHeading;

    Reader(DocxStyles styles, Markdown out, ParseLimits limits) {
      this.styles = styles;
      this.out = out;
      this.limits = limits;
    }

    Optional<String> title() {
      return Optional.ofNullable(title == null ? firstHeading : title);
    }

    void elements(List<IBodyElement> elements) throws RefusedFile {
      for (var element : elements) {
        if (element instanceof XWPFParagraph paragraph) paragraph(paragraph);
        else if (element instanceof XWPFTable table) table(table);
        else if (element.getElementType() == BodyElementType.CONTENTCONTROL
            && element instanceof XWPFSDT control) control(control);
      }
    }

    /// A table of contents repeats the headings.
    private void control(XWPFSDT control) throws RefusedFile {
      var text = control.getContent().getText();
      if (!styles.isContents(control)) out.paragraph(text);
    }

    private void paragraph(XWPFParagraph paragraph) throws RefusedFile {
      var text = DocxText.of(paragraph);
      if (text.isBlank() || styles.isContents(paragraph)) return;
      if (styles.isTitle(paragraph) && title == null) {
        title = Words.line(text);
        out.heading(1, text);
        return;
      }
      int level = styles.headingLevel(paragraph);
      if (level > 0) {
        if (firstHeading == null) firstHeading = Words.line(text);
        out.heading(level, text);
      } else if (styles.isItem(paragraph)) {
        item(paragraph, text);
      } else {
        out.paragraph(text);
      }
    }

    /// Numbers go on after a paragraph, as Word counts them; a shallower item starts deeper ones
    /// anew.
    private void item(XWPFParagraph paragraph, String text) throws RefusedFile {
      int depth = styles.depth(paragraph);
      var list = paragraph.getNumID();
      if (!Objects.equals(list, lastList)) out.endList();
      lastList = list;
      if (!styles.isNumbered(paragraph)) {
        out.item(depth, "-", text);
        return;
      }
      var counts = numbers.computeIfAbsent(list, _ -> new TreeMap<>());
      counts.tailMap(depth, false).clear();
      out.item(depth, counts.merge(depth, 1, Integer::sum) + ".", text);
    }

    private void table(XWPFTable table) throws RefusedFile {
      var rows = new ArrayList<List<String>>();
      for (var row : table.getRows()) {
        if (rows.size() >= limits.rows()) throw Grid.tooManyRows(limits);
        var cells = new ArrayList<String>();
        for (var cell : row.getTableCells()) cells.add(cell.getTextRecursively());
        rows.add(cells);
      }
      if (rows.stream().allMatch(cells -> cells.size() <= 1)) {
        for (var cells : rows) for (var cell : cells) out.paragraph(cell);
      } else {
        out.table(rows);
      }
    }
  }
}
