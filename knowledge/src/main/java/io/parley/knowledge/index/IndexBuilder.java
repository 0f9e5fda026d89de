package io.parley.knowledge.index;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.Articles;
import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.Vectors;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.index.KnowledgeFailure.Category;
import io.parley.knowledge.search.IndexedPassage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.lucene.util.ThreadInterruptedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds the index of a tenant's articles. Ports answer on their own threads; expensive steps run
/// on `work`.
final class IndexBuilder {
  private static final Logger log = LoggerFactory.getLogger(IndexBuilder.class);

  /// Texts embedded and stored together, so that an interrupted build loses little.
  private static final int BATCH = 64;

  private final Articles articles;
  private final Vectors vectors;
  private final Embedder embedder;
  private final KnowledgeSettings settings;
  private final Executor work;

  IndexBuilder(
      Articles articles,
      Vectors vectors,
      Embedder embedder,
      KnowledgeSettings settings,
      Executor work) {
    this.articles = articles;
    this.vectors = vectors;
    this.embedder = embedder;
    this.settings = settings;
    this.work = work;
  }

  CompletableFuture<Long> version(TenantId tenant) {
    return inTime(() -> articles.version(tenant));
  }

  /// Fails with a [KnowledgeFailure].
  CompletableFuture<TenantIndex> build(TenantId tenant) {
    // the version first: if articles change in between, the index is too new for its number and is
    // built once more, instead of staying stale for ever
    return version(tenant)
        .thenCompose(
            version ->
                inTime(() -> articles.all(tenant))
                    .thenComposeAsync(all -> index(tenant, version, all), work))
        .exceptionally(
            failure -> {
              var category = isRefused(failure) ? Category.CLOSED : Category.UNAVAILABLE;
              throw new KnowledgeFailure(category, "no index could be built", failure);
            });
  }

  /// Our own threads accept no more work, or are interrupted: this node is shutting down.
  private static boolean isRefused(Throwable failure) {
    return failure instanceof RejectedExecutionException
        || failure instanceof ThreadInterruptedException
        || (failure.getCause() != null && isRefused(failure.getCause()));
  }

  private CompletableFuture<TenantIndex> index(TenantId tenant, long version, List<Article> all) {
    var passages = passages(tenant, all);
    var texts = new LinkedHashMap<String, String>();
    for (var passage : passages)
      for (var text : passage.texts()) texts.put(ContentHash.of(text), text);
    return known(texts.keySet())
        .thenApplyAsync(
            known -> {
              texts.keySet().removeAll(known.keySet());
              var byHash = new HashMap<>(known);
              byHash.putAll(embedded(texts));
              log.info(
                  "knowledge of tenant {}: {} articles, {} passages, {} texts newly embedded",
                  tenant,
                  all.size(),
                  passages.size(),
                  texts.size());
              return TenantIndex.of(version, passages, byHash, settings.candidates());
            },
            work);
  }

  private List<IndexedPassage> passages(TenantId tenant, List<Article> all) {
    var passages = new ArrayList<IndexedPassage>();
    for (var article : all) passages.addAll(IndexedPassage.of(article, settings.passageChars()));
    if (passages.size() <= settings.passagesMax()) return passages;
    log.error(
        "knowledge of tenant {}: {} passages (expected: ≤ {}); the rest cannot be found",
        tenant,
        passages.size(),
        settings.passagesMax());
    return passages.subList(0, settings.passagesMax());
  }

  /// Vectors that cannot be read are computed again: slower, but the knowledge base stays
  /// searchable.
  private CompletableFuture<Map<String, float[]>> known(Set<String> hashes) {
    return inTime(() -> vectors.find(embedder.id(), List.copyOf(hashes)))
        .exceptionally(
            failure -> {
              log.warn("stored vectors cannot be read: texts are embedded again", failure);
              return Map.of();
            });
  }

  private Map<String, float[]> embedded(Map<String, String> texts) {
    var made = new HashMap<String, float[]>();
    var hashes = List.copyOf(texts.keySet());
    for (int from = 0; from < hashes.size(); from += BATCH) {
      var batch = hashes.subList(from, Math.min(hashes.size(), from + BATCH));
      var embedded = embedder.embed(batch.stream().map(texts::get).toList());
      var byHash = new HashMap<String, float[]>();
      for (int i = 0; i < batch.size(); i++) byHash.put(batch.get(i), embedded.get(i));
      made.putAll(byHash);
      store(byHash);
    }
    return made;
  }

  /// Runs in the background.
  private void store(Map<String, float[]> byHash) {
    var _ =
        inTime(() -> vectors.save(embedder.id(), byHash))
            .exceptionally(
                failure -> {
                  log.warn("vectors cannot be stored: they are computed again next time", failure);
                  return null;
                });
  }

  /// Calls a port on one of our threads, with a timeout.
  private <T> CompletableFuture<T> inTime(Supplier<CompletionStage<T>> call) {
    return CompletableFuture.supplyAsync(call, work)
        .thenCompose(stage -> stage)
        .orTimeout(settings.loadTimeout().toMillis(), MILLISECONDS);
  }
}
