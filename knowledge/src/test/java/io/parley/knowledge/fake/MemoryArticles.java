package io.parley.knowledge.fake;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ArticleChange;
import io.parley.core.knowledge.ArticleHash;
import io.parley.core.knowledge.Articles;
import io.parley.core.tenant.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Articles in memory. [#gate] holds answers back until it is completed, or makes them fail.
public final class MemoryArticles implements Articles {
  private record Shelf(long version, Map<String, ArticleChange> changes) {}

  private final Map<TenantId, Shelf> shelves = new ConcurrentHashMap<>();
  public final AtomicInteger versionsAsked = new AtomicInteger();
  public final AtomicInteger articlesRead = new AtomicInteger();
  public volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  @Override
  public CompletionStage<List<Article>> all(TenantId tenant) {
    return gate.thenApply(_ -> counted(articles(tenant)));
  }

  @Override
  public CompletionStage<Long> version(TenantId tenant) {
    versionsAsked.incrementAndGet();
    return gate.thenApply(_ -> shelf(tenant).version);
  }

  @Override
  public CompletionStage<Map<TenantId, Long>> versions(Set<TenantId> tenants) {
    versionsAsked.incrementAndGet();
    return gate.thenApply(
        _ -> {
          var versions = new HashMap<TenantId, Long>();
          for (var tenant : tenants)
            if (shelves.containsKey(tenant)) versions.put(tenant, shelf(tenant).version);
          return versions;
        });
  }

  @Override
  public CompletionStage<List<ArticleChange>> changes(
      TenantId tenant, ArticleChange.Place after, int limit) {
    return gate.thenApply(
        _ -> {
          var changes =
              shelf(tenant).changes.values().stream()
                  .filter(change -> change.at().compareTo(after) > 0)
                  .sorted(Comparator.comparing(ArticleChange::at))
                  .limit(limit)
                  .toList();
          counted(changes.stream().flatMap(change -> change.article().stream()).toList());
          return changes;
        });
  }

  @Override
  public CompletionStage<List<ArticleHash>> hashes(TenantId tenant, String after, int limit) {
    return gate.thenApply(
        _ ->
            articles(tenant).stream()
                .filter(article -> article.ref().compareTo(after) > 0)
                .limit(limit)
                .map(Article::hash)
                .toList());
  }

  @Override
  public CompletionStage<List<Article>> find(TenantId tenant, Collection<String> refs) {
    return gate.thenApply(
        _ ->
            counted(
                articles(tenant).stream()
                    .filter(article -> refs.contains(article.ref()))
                    .toList()));
  }

  @Override
  public CompletionStage<Void> save(TenantId tenant, List<Article> articles) {
    change(tenant, articles.stream().map(a -> Map.entry(a.ref(), Optional.of(a))).toList());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> remove(TenantId tenant, Collection<String> refs) {
    change(
        tenant,
        refs.stream()
            .filter(shelf(tenant).changes::containsKey)
            .map(ref -> Map.entry(ref, Optional.<Article>empty()))
            .toList());
    return CompletableFuture.completedFuture(null);
  }

  /// As after a backup of another time was restored: another content under a version of its own.
  public void restore(TenantId tenant, long version, List<Article> articles) {
    var changes = new TreeMap<String, ArticleChange>();
    for (var article : articles)
      changes.put(article.ref(), changed(version, article.ref(), Optional.of(article)));
    shelves.put(tenant, new Shelf(version, changes));
  }

  private void change(TenantId tenant, List<Map.Entry<String, Optional<Article>>> changed) {
    shelves.compute(
        tenant,
        (_, old) -> {
          long version = old == null ? 1 : old.version + 1;
          var all = new TreeMap<>(old == null ? Map.of() : old.changes);
          for (var entry : changed)
            all.put(entry.getKey(), changed(version, entry.getKey(), entry.getValue()));
          return new Shelf(version, all);
        });
  }

  private static ArticleChange changed(long version, String ref, Optional<Article> article) {
    return new ArticleChange(new ArticleChange.Place(version, ref), article);
  }

  private List<Article> articles(TenantId tenant) {
    return shelf(tenant).changes.values().stream()
        .flatMap(change -> change.article().stream())
        .toList();
  }

  private List<Article> counted(List<Article> articles) {
    articlesRead.addAndGet(articles.size());
    return articles;
  }

  private Shelf shelf(TenantId tenant) {
    return shelves.getOrDefault(tenant, new Shelf(0, Map.of()));
  }
}
