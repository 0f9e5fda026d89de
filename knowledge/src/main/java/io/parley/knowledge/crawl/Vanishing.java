package io.parley.knowledge.crawl;

import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// Pages whose text a visit would remove. They wait for its end: when most of a site vanishes at
/// once, the fault is more often the site's than its pages'.
final class Vanishing {
  /// So many pages may vanish from the smallest site.
  private static final int FEW = 5;

  /// @param instead the page without its text; empty: it is forgotten
  /// @param target the address that it leads to now
  record Page(String url, Optional<SeenPage> instead, Optional<String> target) {
    CompletionStage<SiteBook.Kept> removeFrom(SiteBook book) {
      return instead.isPresent()
          ? book.put(instead.get(), Optional.of(List.of()))
          : book.remove(url);
    }
  }

  private final Map<String, Page> pages = new LinkedHashMap<>();
  private final Map<String, Integer> targets = new HashMap<>();

  void add(Page page) {
    if (pages.put(page.url(), page) == null)
      page.target().ifPresent(target -> targets.merge(target, 1, Integer::sum));
  }

  Collection<Page> pages() {
    return pages.values();
  }

  /// Removes them, unless they are most of what was there.
  ///
  /// @param before pages with text, before the visit
  /// @param hasText whether the page at an address has a text now
  /// @param force whether most of them may be removed
  /// @param remove whether it was possible
  void settle(
      int before, Predicate<String> hasText, boolean force, Tally tally, Predicate<Page> remove) {
    if (!force && isMost(before, hasText)) {
      tally.hold(pages.size());
      tally.incomplete(
          "%,d of %,d pages with text would be removed (expected: at most half); they stay. Force a run to remove them."
              .formatted(pages.size(), before));
      return;
    }
    for (var page : pages.values()) if (remove.test(page)) tally.remove();
  }

  /// Whether too many would vanish. A page whose text is found at an address of its own now does
  /// not count.
  ///
  /// @param before pages with text, before the visit
  /// @param hasText whether the page at an address has a text now
  boolean isMost(int before, Predicate<String> hasText) {
    long lost =
        pages.values().stream()
            .filter(
                page ->
                    page.target()
                        .filter(target -> targets.get(target) == 1 && hasText.test(target))
                        .isEmpty())
            .count();
    return lost > FEW && lost * 2 > before;
  }
}
