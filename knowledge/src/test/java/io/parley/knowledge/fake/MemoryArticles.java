package io.parley.knowledge.fake;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.Articles;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Articles in memory. [#gate] holds answers back until it is completed, or makes them fail.
public final class MemoryArticles implements Articles {
  private record Shelf(long version, Map<String, Article> articles) {}

  private final Map<TenantId, Shelf> shelves = new ConcurrentHashMap<>();
  public final AtomicInteger versionsAsked = new AtomicInteger();
  public final AtomicInteger allAsked = new AtomicInteger();
  public volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  @Override
  public CompletionStage<List<Article>> all(TenantId tenant) {
    allAsked.incrementAndGet();
    return gate.thenApply(_ -> List.copyOf(shelf(tenant).articles.values()));
  }

  @Override
  public CompletionStage<Long> version(TenantId tenant) {
    versionsAsked.incrementAndGet();
    return gate.thenApply(_ -> shelf(tenant).version);
  }

  @Override
  public CompletionStage<Void> save(TenantId tenant, List<Article> articles) {
    shelves.compute(
        tenant,
        (_, old) -> {
          var all = new TreeMap<>(old == null ? Map.of() : old.articles);
          articles.forEach(article -> all.put(article.ref(), article));
          return new Shelf(old == null ? 1 : old.version + 1, all);
        });
    return CompletableFuture.completedFuture(null);
  }

  private Shelf shelf(TenantId tenant) {
    return shelves.getOrDefault(tenant, new Shelf(0, Map.of()));
  }
}
