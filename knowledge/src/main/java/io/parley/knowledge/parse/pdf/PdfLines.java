package io.parley.knowledge.parse.pdf;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// The lines of a document, each with its place and size.
final class PdfLines extends PDFTextStripper {
  /// A step back up the page by more than this share of the lines: their order in the file is not
  /// the order of reading.
  private static final double DISORDER_MAX = 0.25;

  private final List<PdfLine> lines = new ArrayList<>();
  private final List<TextPosition> positions = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private final int charsMax;
  private long chars;

  private PdfLines(int charsMax) {
    this.charsMax = charsMax;
    setLineSeparator("\n");
    setWordSeparator(" ");
    setSuppressDuplicateOverlappingText(true);
  }

  /// In the file's order where that goes down the pages, as most programs write it, columns too;
  /// otherwise by position.
  static List<PdfLine> of(PDDocument document, int charsMax) throws IOException {
    var written = read(document, charsMax, false);
    return disorder(written) > DISORDER_MAX ? read(document, charsMax, true) : written;
  }

  private static List<PdfLine> read(PDDocument document, int charsMax, boolean sorted)
      throws IOException {
    var reader = new PdfLines(charsMax);
    reader.setSortByPosition(sorted);
    reader.writeText(document, Writer.nullWriter());
    reader.endLine();
    return reader.lines;
  }

  /// The share of lines that are above the line before them without being to its right.
  private static double disorder(List<PdfLine> lines) {
    int back = 0;
    for (int i = 1; i < lines.size(); i++) {
      var before = lines.get(i - 1);
      var line = lines.get(i);
      if (line.page() == before.page()
          && line.y() < before.y() - line.size() / 2
          && line.x() <= before.x() + 1) back++;
    }
    return lines.size() < 8 ? 0 : (double) back / lines.size();
  }

  @Override
  protected void writeString(String text, List<TextPosition> places) {
    words.append(text);
    positions.addAll(places);
    chars += text.length();
    if (chars > charsMax) throw new TooMuchText();
  }

  @Override
  protected void writeWordSeparator() {
    words.append(' ');
  }

  @Override
  protected void writeLineSeparator() {
    endLine();
  }

  @Override
  protected void writeParagraphSeparator() {
    endLine();
  }

  @Override
  protected void writePageEnd() {
    endLine();
  }

  private void endLine() {
    var text = words.toString().strip();
    if (!text.isEmpty() && !positions.isEmpty()) lines.add(line(text));
    words.setLength(0);
    positions.clear();
  }

  private PdfLine line(String text) {
    var first = positions.getFirst();
    var sizes = positions.stream().map(TextPosition::getFontSizeInPt).sorted().toList();
    long bold = positions.stream().filter(PdfLines::isBold).count();
    return new PdfLine(
        text,
        getCurrentPageNo(),
        first.getXDirAdj(),
        first.getYDirAdj(),
        sizes.get(sizes.size() / 2),
        bold * 2 > positions.size());
  }

  private static boolean isBold(TextPosition position) {
    var font = position.getFont();
    var name = font == null ? null : font.getName();
    return name != null && name.toLowerCase(Locale.ROOT).contains("bold");
  }

  /// Ends the library's walk through the pages.
  static final class TooMuchText extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
