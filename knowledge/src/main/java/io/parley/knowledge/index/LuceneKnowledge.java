package io.parley.knowledge.index;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.parley.core.knowledge.Articles;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.knowledge.Vectors;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// Knowledge bases searched with Lucene: BM25 and vectors, fused. Fails with [KnowledgeFailure].
///
/// A search uses the newest index in memory and never waits for a refresh; only a tenant's first
/// search waits, at most `waitForIndex`, for the index to be built. Changes of articles are found
/// by the second search after `refreshEvery` at the latest.
public final class LuceneKnowledge implements Knowledge, AutoCloseable {
  private final Embedder embedder;
  private final KnowledgeSettings settings;
  private final IndexBuilder builder;
  private final LongSupplier nanoTime;
  private final ExecutorService searching;

  /// One build at a time: it only costs processor time, and no search waits for a refresh.
  private final ExecutorService building;

  private final Semaphore places;
  private final Map<TenantId, Shelf> shelves;

  public LuceneKnowledge(
      Articles articles, Vectors vectors, Embedder embedder, KnowledgeSettings settings) {
    this(articles, vectors, embedder, settings, System::nanoTime);
  }

  LuceneKnowledge(
      Articles articles,
      Vectors vectors,
      Embedder embedder,
      KnowledgeSettings settings,
      LongSupplier nanoTime) {
    this.embedder = embedder;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.searching = pool("knowledge-search-", settings.threads());
    this.building = pool("knowledge-index-", 1);
    this.builder = new IndexBuilder(articles, vectors, embedder, settings, building);
    this.places = new Semaphore(settings.searchesMax());
    this.shelves =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<TenantId, Shelf> longestUnused) {
            return size() > settings.tenantsMax();
          }
        };
  }

  @Override
  public CompletionStage<List<Passage>> search(KnowledgeQuery query) {
    if (query.text().isBlank()) return CompletableFuture.completedFuture(List.of());
    if (!places.tryAcquire())
      return CompletableFuture.failedFuture(
          new KnowledgeFailure(
              KnowledgeFailure.Category.OVERLOADED,
              "too many searches at once (expected: ≤ %d)".formatted(settings.searchesMax()),
              null));
    return index(query.tenant())
        .orTimeout(settings.waitForIndex().toMillis(), MILLISECONDS)
        .thenApplyAsync(index -> search(index, query), searching)
        .exceptionally(
            failure -> {
              throw typed(failure);
            })
        .whenComplete((_, _) -> places.release());
  }

  /// Builds the tenant's index, so that its first search need not wait. Completes when the index is
  /// ready.
  public CompletionStage<Void> prepare(TenantId tenant) {
    return index(tenant)
        .<Void>thenApply(_ -> null)
        .exceptionally(
            failure -> {
              throw typed(failure);
            });
  }

  /// The version of the articles that searches use now; empty while there is no index. Never waits,
  /// and notices changes as a search does: callers can reuse an earlier result while this stays the
  /// same.
  public OptionalLong version(TenantId tenant) {
    var index = index(tenant);
    return index.isDone() && !index.isCompletedExceptionally()
        ? OptionalLong.of(index.join().version())
        : OptionalLong.empty();
  }

  /// Searches under way still end; later ones fail.
  @Override
  public void close() {
    building.shutdownNow();
    searching.shutdown();
  }

  private List<Passage> search(TenantIndex index, KnowledgeQuery query) {
    return index.search(query, embedder.embed(query.text()));
  }

  private Shelf shelf(TenantId tenant) {
    synchronized (shelves) {
      return shelves.computeIfAbsent(
          tenant, t -> new Shelf(t, builder, settings.refreshEvery(), nanoTime));
    }
  }

  /// A copy: cancelling it does not cancel the build, for which other searches may wait.
  private CompletableFuture<TenantIndex> index(TenantId tenant) {
    try {
      return shelf(tenant).index().copy();
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static RuntimeException typed(Throwable failure) {
    return switch (failure instanceof CompletionException e ? e.getCause() : failure) {
      case KnowledgeFailure known -> known;
      case TimeoutException late ->
          new KnowledgeFailure(
              KnowledgeFailure.Category.NOT_READY, "the index is still being built", late);
      case RejectedExecutionException closed ->
          new KnowledgeFailure(
              KnowledgeFailure.Category.CLOSED, "the knowledge base is closed", closed);
      case Throwable bug -> new CompletionException(bug);
    };
  }

  private static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().daemon().name(name, 0).factory());
  }
}
