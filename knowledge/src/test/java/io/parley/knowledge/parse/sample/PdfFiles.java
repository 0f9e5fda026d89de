package io.parley.knowledge.parse.sample;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/// PDFs made by PDFBox.
public final class PdfFiles {
  static {
    QuietLibraries.set();
  }

  private PdfFiles() {}

  /// A piece of text at a place, in points from the bottom left corner.
  public record Text(float x, float y, float size, boolean bold, String words) {}

  public static Text text(float x, float y, float size, String words) {
    return new Text(x, y, size, false, words);
  }

  /// A document of these pages.
  @SafeVarargs
  public static PDDocument document(List<Text>... pages) throws IOException {
    var document = new PDDocument();
    for (var texts : pages) {
      var page = new PDPage();
      document.addPage(page);
      try (var out = new PDPageContentStream(document, page)) {
        for (var text : texts) {
          out.beginText();
          out.setFont(font(text.bold()), text.size());
          out.newLineAtOffset(text.x(), text.y());
          out.showText(text.words());
          out.endText();
        }
      }
    }
    return document;
  }

  @SafeVarargs
  public static byte[] of(List<Text>... pages) throws IOException {
    return bytes(document(pages));
  }

  public static byte[] encrypted(String userPassword, boolean mayExtract) throws IOException {
    var document = document(List.of(text(72, 700, 11, "A secret text of some length.")));
    var permission = new AccessPermission();
    permission.setCanExtractContent(mayExtract);
    var policy = new StandardProtectionPolicy("owner", userPassword, permission);
    policy.setEncryptionKeyLength(128);
    document.protect(policy);
    return bytes(document);
  }

  /// Pages of images.
  public static byte[] scanned(int pages) throws IOException {
    var document = new PDDocument();
    for (int i = 0; i < pages; i++) {
      var page = new PDPage();
      document.addPage(page);
      var image =
          LosslessFactory.createFromImage(
              document, new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB));
      try (var out = new PDPageContentStream(document, page)) {
        out.drawImage(image, 0, 0);
      }
    }
    return bytes(document);
  }

  public static byte[] bytes(PDDocument document) throws IOException {
    try (document) {
      var out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  private static PDFont font(boolean bold) {
    return new PDType1Font(bold ? FontName.HELVETICA_BOLD : FontName.HELVETICA);
  }
}
