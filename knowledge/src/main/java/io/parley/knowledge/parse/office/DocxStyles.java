package io.parley.knowledge.parse.office;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFSDT;
import org.apache.poi.xwpf.usermodel.XWPFStyle;

/// The meaning of a document's styles. Word stores the names of its own styles in English in every
/// language.
final class DocxStyles {
  private static final Pattern HEADING = Pattern.compile("heading ([1-9])");
  private static final int PARENTS_MAX = 20;

  private final XWPFDocument document;

  DocxStyles(XWPFDocument document) {
    this.document = document;
  }

  /// @return 0: no heading
  int headingLevel(XWPFParagraph paragraph) {
    var properties = paragraph.getCTP().getPPr();
    if (properties != null && properties.isSetOutlineLvl())
      return level(properties.getOutlineLvl().getVal().intValue());
    var style = style(paragraph);
    for (int i = 0; style != null && i < PARENTS_MAX; i++) {
      var name = HEADING.matcher(name(style));
      if (name.matches()) return name.group(1).charAt(0) - '0';
      var own = style.getCTStyle().getPPr();
      if (own != null && own.isSetOutlineLvl())
        return level(own.getOutlineLvl().getVal().intValue());
      style = parent(style);
    }
    return 0;
  }

  boolean isTitle(XWPFParagraph paragraph) {
    var style = style(paragraph);
    return style != null && name(style).equals("title");
  }

  boolean isContents(XWPFParagraph paragraph) {
    var style = style(paragraph);
    return style != null && name(style).startsWith("toc ");
  }

  boolean isContents(XWPFSDT control) {
    var title = control.getTitle();
    return title != null && title.toLowerCase(Locale.ROOT).contains("table of contents");
  }

  boolean isItem(XWPFParagraph paragraph) {
    if (paragraph.getNumID() != null) return paragraph.getNumID().signum() > 0;
    var style = style(paragraph);
    return style != null && name(style).startsWith("list ") && !name(style).contains("continue");
  }

  int depth(XWPFParagraph paragraph) {
    var level = paragraph.getNumIlvl();
    return level == null ? 0 : level.intValue();
  }

  boolean isNumbered(XWPFParagraph paragraph) {
    var format = paragraph.getNumFmt();
    if (format != null) return !format.equals("bullet") && !format.equals("none");
    var style = style(paragraph);
    return style != null && name(style).startsWith("list number");
  }

  /// 9 stands for no level.
  private static int level(int outline) {
    return outline < 0 || outline > 8 ? 0 : outline + 1;
  }

  private XWPFStyle style(XWPFParagraph paragraph) {
    var id = paragraph.getStyleID();
    return id == null || document.getStyles() == null ? null : document.getStyles().getStyle(id);
  }

  private XWPFStyle parent(XWPFStyle style) {
    var id = style.getBasisStyleID();
    return id == null ? null : document.getStyles().getStyle(id);
  }

  private static String name(XWPFStyle style) {
    var name = style.getName();
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
