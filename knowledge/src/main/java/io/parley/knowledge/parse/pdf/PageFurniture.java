package io.parley.knowledge.parse.pdf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Running heads, feet and page numbers: lines that stand at the same height of most pages, and
/// differ in digits alone.
final class PageFurniture {
  private static final int PAGES_MIN = 3;
  private static final double PAGES_SHARE = 0.6;

  private PageFurniture() {}

  static List<PdfLine> without(List<PdfLine> lines) {
    long pages = lines.stream().mapToInt(PdfLine::page).distinct().count();
    if (pages < PAGES_MIN) return lines;
    Map<Key, Set<Integer>> found = new HashMap<>();
    for (var line : lines)
      found.computeIfAbsent(Key.of(line), _ -> new HashSet<>()).add(line.page());
    return lines.stream()
        .filter(line -> found.get(Key.of(line)).size() < Math.max(PAGES_MIN, PAGES_SHARE * pages))
        .toList();
  }

  private record Key(String text, int y) {
    static Key of(PdfLine line) {
      return new Key(line.text().replaceAll("\\d+", "0"), Math.round(line.y() / 2));
    }
  }
}
