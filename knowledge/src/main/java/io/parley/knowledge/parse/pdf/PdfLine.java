package io.parley.knowledge.parse.pdf;

/// A line of a page, in points from the top left corner.
///
/// @param size the font's size of most of its characters; @param bold whether most of them are bold
record PdfLine(String text, int page, float x, float y, float size, boolean bold) {
  /// Half points: sizes that differ by rounding are equal.
  int halfPoints() {
    return Math.round(size * 2);
  }
}
