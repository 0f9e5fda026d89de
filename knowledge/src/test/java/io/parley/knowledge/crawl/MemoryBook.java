package io.parley.knowledge.crawl;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A book in memory.
final class MemoryBook implements SiteBook {
  final Map<String, SeenPage> pages = new TreeMap<>();
  final Map<String, List<ReadDocument>> texts = new TreeMap<>();

  /// Whether the next visit goes on with the one before.
  boolean goesOn;

  /// Given in place of storing a page.
  Optional<Kept> refusal = Optional.empty();

  private static SeenPage settled(SeenPage page, boolean isSettled) {
    return new SeenPage(
        page.url(),
        page.etag(),
        page.lastModified(),
        page.hash(),
        page.links(),
        page.hasText(),
        isSettled);
  }

  @Override
  public CompletionStage<List<SeenPage>> pages() {
    return CompletableFuture.completedStage(
        pages.values().stream().map(page -> settled(page, goesOn && page.isSettled())).toList());
  }

  @Override
  public CompletionStage<Kept> put(SeenPage page, Optional<List<ReadDocument>> documents) {
    if (refusal.isPresent()) return CompletableFuture.completedStage(refusal.get());
    pages.put(page.url(), page);
    documents.ifPresent(
        all -> {
          if (all.isEmpty()) texts.remove(page.url());
          else texts.put(page.url(), all);
        });
    return CompletableFuture.completedStage(new Kept.Done());
  }

  @Override
  public CompletionStage<Kept> remove(String url) {
    pages.remove(url);
    texts.remove(url);
    return CompletableFuture.completedStage(new Kept.Done());
  }
}
