package io.parley.knowledge.parse.office;

import org.apache.poi.xwpf.usermodel.IRunElement;
import org.apache.poi.xwpf.usermodel.XWPFFieldRun;
import org.apache.poi.xwpf.usermodel.XWPFHyperlinkRun;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFSDT;

/// The text of a paragraph as people see it: no deleted text, no marks of notes.
final class DocxText {
  private DocxText() {}

  static String of(XWPFParagraph paragraph) {
    var text = new StringBuilder();
    for (var run : paragraph.getIRuns()) append(text, run);
    return text.toString();
  }

  private static void append(StringBuilder text, IRunElement element) {
    switch (element) {
      case XWPFHyperlinkRun link -> text.append(link.text());
      case XWPFFieldRun field -> text.append(field.text());
      case XWPFRun run -> {
        // what was deleted, but is kept until somebody accepts that
        if (run.getCTR().sizeOfDelTextArray() == 0) text.append(words(run));
      }
      case XWPFSDT control -> text.append(control.getContent().getText());
      default -> {
        // bookmarks and the like
      }
    }
  }

  /// Without `[footnoteRef:1]`, as the library shows notes.
  private static String words(XWPFRun run) {
    return run.text().replaceAll("\\[(?:foot|end)noteRef:\\d+]", "");
  }
}
