package io.parley.knowledge.rerank;

import io.parley.core.fault.ProviderFailure;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.knowledge.Reranker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the first passages of each search in the order of a [Reranker]. While that fails, the order
/// is that of the search.
///
/// A score stays with its place: it says how sure the search is that there is an answer at all,
/// which the order does not change.
public final class RerankedKnowledge implements Knowledge, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RerankedKnowledge.class);

  private final Knowledge search;
  private final Reranker reranker;
  private final int first;
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean failing;

  /// @param first passages that are put in order
  public RerankedKnowledge(Knowledge search, Reranker reranker, int first) {
    this.search = search;
    this.reranker = reranker;
    this.first = first;
  }

  @Override
  public CompletionStage<List<Passage>> search(KnowledgeQuery query) {
    int wanted = Math.max(first, query.limit());
    var wider = new KnowledgeQuery(query.tenant(), query.text(), query.collections(), wanted);
    return search
        .search(wider)
        .thenCompose(
            found ->
                found.size() < 2 || asking.isShutdown()
                    ? CompletableFuture.completedFuture(found)
                    : CompletableFuture.supplyAsync(() -> ordered(query.text(), found), asking))
        .thenApply(found -> found.subList(0, Math.min(query.limit(), found.size())));
  }

  /// Requests under way still end, within their deadline.
  @Override
  public void close() {
    asking.shutdown();
  }

  private List<Passage> ordered(String question, List<Passage> found) {
    try {
      var ordered = reordered(question, found, reranker, first);
      failing = false;
      return ordered;
    } catch (ProviderFailure failure) {
      if (!failing) log.warn("passages keep the order of the search: {}", failure.getMessage());
      failing = true;
      return found;
    }
  }

  /// @param found best first
  /// @return the same passages, the first ones in the order of the re-ranker
  public static List<Passage> reordered(
      String question, List<Passage> found, Reranker reranker, int first) {
    int count = Math.min(first, found.size());
    if (count < 2) return found;
    var texts = found.subList(0, count).stream().map(p -> p.title() + "\n" + p.text()).toList();
    var order = new ArrayList<>(reranker.rank(question, texts));
    for (int place = 0; place < count; place++) if (!order.contains(place)) order.add(place);
    var passages = new ArrayList<>(found);
    for (int place = 0; place < count; place++) {
      var passage = found.get(order.get(place));
      passages.set(
          place,
          new Passage(
              passage.title(),
              passage.ref(),
              passage.anchor(),
              passage.text(),
              found.get(place).score()));
    }
    return passages;
  }
}
