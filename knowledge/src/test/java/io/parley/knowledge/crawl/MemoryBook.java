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

  @Override
  public CompletionStage<List<SeenPage>> pages() {
    return CompletableFuture.completedStage(List.copyOf(pages.values()));
  }

  @Override
  public CompletionStage<Void> put(SeenPage page, Optional<List<ReadDocument>> documents) {
    pages.put(page.url(), page);
    documents.ifPresent(
        all -> {
          if (all.isEmpty()) texts.remove(page.url());
          else texts.put(page.url(), all);
        });
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> remove(String url) {
    pages.remove(url);
    texts.remove(url);
    return CompletableFuture.completedStage(null);
  }
}
