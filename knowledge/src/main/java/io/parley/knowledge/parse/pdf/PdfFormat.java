package io.parley.knowledge.parse.pdf;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileFormat;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.content.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/// A PDF with text. Where no heading is found by its size, each page is a section, `## Page 3`.
public final class PdfFormat implements FileFormat {
  /// Fewer characters a page are no text: numbers and stamps on a scan.
  private static final int CHARS_A_PAGE = 20;

  public PdfFormat() {
    FontMappers.set(new BundledFonts());
  }

  @Override
  public Content read(FileInput file, ParseLimits limits) throws IOException, RefusedFile {
    try (var document = Loader.loadPDF(file.bytes())) {
      int pages = document.getNumberOfPages();
      if (pages > limits.pages())
        throw new RefusedFile(
            Reading.Reason.TOO_LARGE,
            "it has %,d pages; expected: at most %,d. Split it.".formatted(pages, limits.pages()));
      if (!document.getCurrentAccessPermission().canExtractContent())
        throw new RefusedFile(
            Reading.Reason.ENCRYPTED,
            "its author does not allow its text to be copied; expected: a file without this"
                + " protection");
      return read(document, limits);
    } catch (InvalidPasswordException e) {
      throw new RefusedFile(
          Reading.Reason.ENCRYPTED,
          "it is encrypted; expected: a file that opens without a password. Save it without one.",
          e);
    } catch (PdfLines.TooMuchText e) {
      throw new RefusedFile(
          Reading.Reason.TOO_LARGE,
          "its text has more than %,d characters; expected: less. Split the file."
              .formatted(limits.textChars()),
          e);
    }
  }

  private static Content read(PDDocument document, ParseLimits limits)
      throws IOException, RefusedFile {
    var lines = PageFurniture.without(PdfLines.of(document, limits.textChars()));
    int pages = document.getNumberOfPages();
    long chars = lines.stream().mapToLong(line -> line.text().length()).sum();
    if (chars == 0 || (chars < (long) CHARS_A_PAGE * pages && hasImage(document)))
      throw hasImage(document)
          ? new RefusedFile(
              Reading.Reason.SCANNED,
              "its pages are images without text; expected: text. Run text recognition (OCR) over"
                  + " it first.")
          : new RefusedFile(Reading.Reason.EMPTY, "its pages have no text");
    var markdown = new Markdown(limits.textChars());
    var outline = new PdfOutline(lines);
    outline.write(markdown);
    return Content.of(
        new ReadDocument(
            title(document).or(outline::title), language(document), markdown.toString()),
        warnings(lines, pages));
  }

  private static List<String> warnings(List<PdfLine> lines, int pages) {
    var withText = new HashSet<Integer>();
    lines.forEach(line -> withText.add(line.page()));
    var warnings = new ArrayList<String>();
    if (withText.size() < pages)
      warnings.add(
          "%d of %d pages have no text, and may be scanned"
              .formatted(pages - withText.size(), pages));
    return warnings;
  }

  private static boolean hasImage(PDDocument document) throws IOException {
    for (var page : document.getPages()) {
      var resources = page.getResources();
      if (resources == null) continue;
      for (var name : resources.getXObjectNames()) if (resources.isImageXObject(name)) return true;
    }
    return false;
  }

  private static Optional<String> title(PDDocument document) {
    var title = document.getDocumentInformation().getTitle();
    return Optional.ofNullable(title)
        .map(Words::line)
        // programs put the file's name there
        .filter(text -> !text.isEmpty() && !text.matches("(?i)untitled|.*\\.(docx?|pdf|odt|tex)"));
  }

  private static Optional<String> language(PDDocument document) {
    var language = document.getDocumentCatalog().getLanguage();
    return Optional.ofNullable(language)
        .map(Words::line)
        .filter(text -> text.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*+"));
  }
}
