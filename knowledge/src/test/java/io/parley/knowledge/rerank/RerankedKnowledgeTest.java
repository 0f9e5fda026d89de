package io.parley.knowledge.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.tenant.TenantId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RerankedKnowledgeTest {
  /// The number at the end is the relevance that the double finds.
  private static final List<Passage> FOUND =
      List.of(
          new Passage("one", "one", "1 0.2", 0.9),
          new Passage("two", "two", "2 0.8", 0.7),
          new Passage("three", "three", "3 0.5", 0.4),
          new Passage("four", "four", "4 0.9", 0.1));

  private RerankServer server;
  private EndpointReranker reranker;
  private RerankedKnowledge knowledge;

  @BeforeEach
  void start() throws IOException {
    server = new RerankServer();
    reranker = server.reranker("");
    Knowledge search =
        query ->
            CompletableFuture.completedFuture(
                FOUND.subList(0, Math.min(query.limit(), FOUND.size())));
    knowledge = new RerankedKnowledge(search, reranker, 3);
  }

  @AfterEach
  void stop() {
    knowledge.close();
    reranker.close();
    server.close();
  }

  @Test
  void the_first_passages_are_put_in_order_and_scores_stay_with_their_places() {
    assertThat(search(4)).extracting(Passage::ref).containsExactly("two", "three", "one", "four");
    assertThat(search(4)).extracting(Passage::score).containsExactly(0.9, 0.7, 0.4, 0.1);
  }

  @Test
  void a_passage_that_the_search_alone_would_have_cut_off_can_come_first() {
    assertThat(search(1)).extracting(Passage::ref).containsExactly("two");
  }

  @Test
  void passages_that_the_server_leaves_out_come_after_the_others() {
    server.answers = _ -> "{\"results\":[{\"index\":2,\"relevance_score\":0.1}]}";
    assertThat(search(4)).extracting(Passage::ref).containsExactly("three", "one", "two", "four");
  }

  @Test
  void while_the_server_fails_the_order_is_that_of_the_search() {
    server.status = 503;
    for (int i = 0; i < 3; i++) assertThat(search(4)).isEqualTo(FOUND);
    server.close();
    server.now = server.now.plusSeconds(60);
    assertThat(search(2)).isEqualTo(FOUND.subList(0, 2));
  }

  private List<Passage> search(int limit) {
    return knowledge
        .search(new KnowledgeQuery(TenantId.DEFAULT, "which?", limit))
        .toCompletableFuture()
        .join();
  }
}
