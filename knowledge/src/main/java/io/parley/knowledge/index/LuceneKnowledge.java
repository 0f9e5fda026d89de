package io.parley.knowledge.index;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.parley.core.knowledge.Articles;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.knowledge.Vectors;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.index.KnowledgeFailure.Category;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knowledge bases searched with Lucene: BM25 and vectors, fused. Fails with [KnowledgeFailure].
///
/// A search uses the newest state of the index and waits for no change; only a tenant's first
/// search waits, at most `waitForIndex`, for the index to be opened, and a new one for its vectors.
/// While the embedder is not ready, searches go by words alone. Changes of articles are searched
/// within `refreshEvery` and the time that writing them takes.
public final class LuceneKnowledge implements Knowledge, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LuceneKnowledge.class);

  /// Indexes changed at once: a tenant's first build delays others' changes by little.
  private static final int CHANGES_AT_ONCE = 2;

  private static final long END_MILLIS = 10_000;

  private final KnowledgeSettings settings;
  private final Articles articles;
  private final Waiting waiting;
  private final ExecutorService searching;
  private final ExecutorService changing;
  private final ScheduledExecutorService polling;
  private final VectorWork vectors = new VectorWork();
  private final IndexRoot root;
  private final Shelves shelves;
  private final Semaphore places;
  private volatile boolean embedderFails;

  /// Without embedders of older indexes.
  public LuceneKnowledge(
      Articles articles, Vectors vectors, Embedder embedder, KnowledgeSettings settings) {
    this(articles, vectors, embedder, _ -> Optional.empty(), settings);
  }

  /// @param earlier opens the embedder of an older index by its id, if it can still be had: that
  ///   index answers until the new one is complete
  public LuceneKnowledge(
      Articles articles,
      Vectors store,
      Embedder embedder,
      Function<String, Optional<Embedder>> earlier,
      KnowledgeSettings settings) {
    this.settings = settings;
    this.articles = articles;
    this.waiting = new Waiting(settings.loadTimeout());
    this.searching = pool("knowledge-search-", settings.threads());
    this.changing = pool("knowledge-index-", CHANGES_AT_ONCE);
    this.places = new Semaphore(settings.searchesMax());
    this.root = IndexRoot.open(settings.directory());
    var indexes = new TenantIndexes(root, articles, store, embedder, earlier, settings, waiting);
    this.shelves = new Shelves(indexes, vectors, changing, settings.tenantsMax());
    this.polling =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("knowledge-poll").factory());
    long every = settings.refreshEvery().toMillis();
    var _ = polling.scheduleWithFixedDelay(this::poll, every, every, MILLISECONDS);
  }

  @Override
  public CompletionStage<List<Passage>> search(KnowledgeQuery query) {
    if (query.text().isBlank()) return CompletableFuture.completedFuture(List.of());
    if (!places.tryAcquire())
      return CompletableFuture.failedFuture(
          new KnowledgeFailure(
              Category.OVERLOADED,
              "too many searches at once (expected: ≤ %d)".formatted(settings.searchesMax()),
              null));
    return attempt(query)
        .exceptionallyCompose(
            failure ->
                // the index was replaced by its successor meanwhile
                failure.getCause() instanceof AlreadyClosedException && !waiting.isClosed()
                    ? attempt(query)
                    : CompletableFuture.failedFuture(failure))
        .exceptionally(
            failure -> {
              throw KnowledgeFailure.ofSearch(failure);
            })
        .whenComplete((_, _) -> places.release());
  }

  /// Builds the tenant's index, so that its first search need not wait. Completes when the index is
  /// ready and every passage has its vectors.
  public CompletionStage<Void> prepare(TenantId tenant) {
    return index(tenant)
        .thenCompose(index -> index.complete().copy())
        .exceptionally(
            failure -> {
              throw KnowledgeFailure.ofSearch(failure);
            });
  }

  /// The version of the articles that searches use now; empty while there is no index, or while
  /// passages lack their vectors or the embedder is not ready. Never waits: callers can reuse an
  /// earlier result while this stays the same.
  public OptionalLong version(TenantId tenant) {
    var index = index(tenant);
    return index.isDone() && !index.isCompletedExceptionally() && index.join().embedder().isReady()
        ? index.join().wholeVersion()
        : OptionalLong.empty();
  }

  /// The searchable part; empty while there is no index. Never waits for one.
  public Optional<IndexState> state(TenantId tenant) {
    var index = index(tenant);
    return index.isDone() && !index.isCompletedExceptionally()
        ? Optional.of(index.join().state())
        : Optional.empty();
  }

  /// Deletes a tenant's index from this node. Completes at once if there is none.
  public CompletionStage<Void> erase(TenantId tenant) {
    return root.has(tenant)
        ? shelves.erase(tenant).copy()
        : CompletableFuture.completedFuture(null);
  }

  /// Asks for the versions of all opened tenants' articles, and has changes taken in.
  CompletionStage<Void> poll() {
    var open = shelves.open();
    if (open.isEmpty()) return CompletableFuture.completedFuture(null);
    return articles
        .versions(open.keySet())
        .<Void>thenApply(
            versions -> {
              open.forEach((tenant, shelf) -> notice(shelf, versions.getOrDefault(tenant, 0L)));
              return null;
            })
        .exceptionally(
            failure -> {
              log.debug("the versions of the articles cannot be read", failure);
              return null;
            });
  }

  /// Searches under way still end; later ones fail. Waits for a step of a change that is under way.
  @Override
  public void close() {
    waiting.close();
    polling.shutdownNow();
    vectors.close();
    changing.shutdown();
    searching.shutdown();
    try {
      boolean ended =
          searching.awaitTermination(END_MILLIS, MILLISECONDS)
              && changing.awaitTermination(END_MILLIS, MILLISECONDS)
              && vectors.awaitEnd(END_MILLIS);
      if (!ended) log.warn("the knowledge index is still at work after {} ms", END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shelves.close();
    root.close();
  }

  private CompletableFuture<List<Passage>> attempt(KnowledgeQuery query) {
    return index(query.tenant())
        .orTimeout(settings.waitForIndex().toMillis(), MILLISECONDS)
        .thenCompose(index -> complete(query.tenant(), index))
        .thenApplyAsync(index -> search(index, query), searching);
  }

  /// Gives a new index time for its vectors, up to `waitForIndex` since it was opened.
  private CompletableFuture<TenantIndex> complete(TenantId tenant, TenantIndex index) {
    if (index.inherited() || index.complete().isDone())
      return CompletableFuture.completedFuture(index);
    var left = settings.waitForIndex().minus(shelves.of(tenant).age());
    if (!left.isPositive()) return CompletableFuture.completedFuture(index);
    return index
        .complete()
        .copy()
        .completeOnTimeout(null, left.toMillis(), MILLISECONDS)
        .thenApply(_ -> index);
  }

  private List<Passage> search(TenantIndex index, KnowledgeQuery query) {
    return index.search(query, vector(index, query.text()));
  }

  /// Without an embedder, words still find.
  private Optional<float[]> vector(TenantIndex index, String text) {
    if (!index.vectorsPresent() || !index.embedder().isReady()) return Optional.empty();
    try {
      var vector = index.embedder().embed(text);
      embedderFails = false;
      return Optional.of(vector);
    } catch (RejectedExecutionException closed) {
      throw closed;
    } catch (RuntimeException failure) {
      if (!embedderFails)
        log.warn("searches are by words alone: {} fails", index.embedder().id(), failure);
      embedderFails = true;
      return Optional.empty();
    }
  }

  private static void notice(Shelf shelf, long version) {
    try {
      shelf.noticed(version);
    } catch (RejectedExecutionException closed) {
      log.debug("the knowledge base is closed: its changes are taken in at the next start", closed);
    }
  }

  /// A copy: cancelling it does not cancel the opening, for which other searches may wait.
  private CompletableFuture<TenantIndex> index(TenantId tenant) {
    try {
      return shelves.of(tenant).index().copy();
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().daemon().name(name, 0).factory());
  }
}
