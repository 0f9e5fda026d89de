package io.parley.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.fake.GatedEmbedder;
import io.parley.knowledge.fake.MemoryArticles;
import io.parley.knowledge.fake.MemoryVectors;
import io.parley.knowledge.fake.MiniLm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LuceneKnowledgeTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Article WARRANTY =
      new Article(
          "warranty",
          "Warranty",
          List.of(),
          "Two years.\n\n## How long is the warranty?\nTwo years, five for boots.\n\n"
              + "## What is not covered?\nWear and tear.");
  private static final Article WASHING =
      new Article("washing", "Washing", List.of(), "## How do I wash wool?\nBy hand, cold.");
  private static final int PATIENCE_SECONDS = 60;

  private final MemoryArticles articles = new MemoryArticles();
  private final MemoryVectors vectors = new MemoryVectors();
  private final AtomicLong nanos = new AtomicLong();
  private LuceneKnowledge knowledge;

  @AfterEach
  void close() {
    if (knowledge != null) knowledge.close();
  }

  // --- what is found

  @Test
  void finds_the_section_that_answers_in_other_words() {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    var best = found("cleaning a pullover", ACME).getFirst();
    assertThat(best.ref()).isEqualTo("washing");
    assertThat(best.title()).isEqualTo("Washing");
    assertThat(best.text()).isEqualTo("## How do I wash wool?\nBy hand, cold.");
    assertThat(best.score()).isBetween(0.0, 1.0);
  }

  @Test
  void passages_come_best_first_and_not_more_than_asked_for() {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    var all = found("warranty of boots", ACME);
    assertThat(all).extracting(Passage::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(join(knowledge.search(new KnowledgeQuery(ACME, "warranty of boots", 2)))).hasSize(2);
  }

  @Test
  void unrelated_questions_score_low_and_related_ones_high() {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    assertThat(found("How long is the warranty?", ACME).getFirst().score()).isGreaterThan(0.8);
    assertThat(found("Who won the world cup?", ACME).getFirst().score()).isLessThan(0.2);
  }

  @Test
  void one_tenant_never_finds_another_s_passages() {
    articles.save(ACME, List.of(WARRANTY));
    articles.save(OTHER, List.of(WASHING));
    assertThat(found("warranty", OTHER)).extracting(Passage::ref).containsOnly("washing");
    assertThat(found("wash wool", ACME)).extracting(Passage::ref).containsOnly("warranty");
  }

  @Test
  void an_empty_index_or_question_finds_nothing() {
    assertThat(found("warranty", ACME)).isEmpty();
    assertThat(found("  ", ACME)).isEmpty();
    articles.save(OTHER, List.of(WARRANTY));
    assertThat(found("?!", OTHER)).hasSizeGreaterThan(0);
  }

  // --- when articles change

  @Test
  void changed_articles_are_found_after_the_refresh_interval() {
    articles.save(ACME, List.of(WARRANTY));
    assertThat(found("wash wool", ACME)).extracting(Passage::ref).containsOnly("warranty");
    articles.save(ACME, List.of(WASHING));
    assertThat(found("wash wool", ACME)).extracting(Passage::ref).containsOnly("warranty");

    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .untilAsserted(
            () -> assertThat(found("wash wool", ACME).getFirst().ref()).isEqualTo("washing"));
  }

  @Test
  void the_version_is_checked_once_per_interval() {
    articles.save(ACME, List.of(WARRANTY));
    for (int i = 0; i < 10; i++) found("warranty", ACME);
    assertThat(articles.versionsAsked).hasValue(1);
    assertThat(articles.articlesRead).hasValue(1);
  }

  @Test
  void a_refresh_that_fails_leaves_the_old_index_and_a_later_one_replaces_it() {
    articles.save(ACME, List.of(WARRANTY));
    found("warranty", ACME);
    articles.gate = CompletableFuture.failedFuture(new IllegalStateException("no database"));
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(found("warranty", ACME)).isNotEmpty();
    await().untilAsserted(() -> assertThat(articles.versionsAsked).hasValue(2));
    assertThat(found("warranty", ACME)).isNotEmpty();

    articles.gate = CompletableFuture.completedFuture(null);
    articles.save(ACME, List.of(WASHING));
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              nanos.addAndGet(Duration.ofSeconds(3).toNanos());
              assertThat(found("wash wool", ACME).getFirst().ref()).isEqualTo("washing");
            });
  }

  @Test
  void
      the_version_of_the_index_is_told_without_waiting_and_follows_the_articles_without_a_search() {
    articles.save(ACME, List.of(WARRANTY));
    articles.gate = new CompletableFuture<>();
    knowledge = knowledge("", MiniLm.EMBEDDER);
    assertThat(knowledge.version(ACME)).isEmpty();
    articles.gate.complete(null);
    await().untilAsserted(() -> assertThat(knowledge.version(ACME)).hasValue(1));
    articles.save(ACME, List.of(WASHING));
    assertThat(knowledge.version(ACME)).hasValue(1);
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(knowledge.version(ACME)).hasValue(2));
  }

  // --- vectors

  @Test
  void each_text_is_embedded_once() {
    articles.save(ACME, List.of(WARRANTY));
    var first = new GatedEmbedder().open();
    knowledge = knowledge("", first);
    join(knowledge.prepare(ACME));
    // three passages and three headings
    assertThat(first.embedded).hasValue(6);
    await().untilAsserted(() -> assertThat(vectors.stored).hasSize(6));
    knowledge.close();

    var second = new GatedEmbedder().open();
    knowledge = knowledge("", second);
    join(knowledge.prepare(ACME));
    assertThat(second.embedded).hasValue(0);
  }

  @Test
  void vectors_that_cannot_be_read_or_stored_are_computed_again() {
    articles.save(ACME, List.of(WARRANTY));
    vectors.broken = true;
    assertThat(found("warranty", ACME)).isNotEmpty();
  }

  // --- waiting, limits, the end

  @Test
  void a_search_waits_for_the_index_up_to_a_limit() {
    articles.save(ACME, List.of(WARRANTY));
    var embedder = new GatedEmbedder();
    knowledge = knowledge("wait-for-index = 50ms", embedder);
    assertFails(knowledge.search(query("warranty")), KnowledgeFailure.Category.NOT_READY);

    embedder.open();
    join(knowledge.prepare(ACME));
    assertThat(join(knowledge.search(query("warranty")))).isNotEmpty();
  }

  @Test
  void a_search_never_blocks_its_caller() {
    articles.save(ACME, List.of(WARRANTY));
    var embedder = new GatedEmbedder();
    knowledge = knowledge("", embedder);
    var search = knowledge.search(query("warranty")).toCompletableFuture();
    assertThat(search).isNotDone();
    embedder.open();
    assertThat(join(search)).isNotEmpty();
  }

  @Test
  void articles_that_cannot_be_read_are_a_typed_failure_and_are_read_again() {
    articles.save(ACME, List.of(WARRANTY));
    articles.gate = CompletableFuture.failedFuture(new IllegalStateException("no database"));
    knowledge = knowledge("", MiniLm.EMBEDDER);
    assertFails(knowledge.search(query("warranty")), KnowledgeFailure.Category.UNAVAILABLE);
    articles.gate = CompletableFuture.completedFuture(null);
    assertThat(join(knowledge.search(query("warranty")))).isNotEmpty();
  }

  @Test
  void articles_that_never_come_fail_after_a_timeout() {
    articles.gate = new CompletableFuture<>();
    knowledge = knowledge("load-timeout = 50ms", MiniLm.EMBEDDER);
    assertFails(knowledge.prepare(ACME), KnowledgeFailure.Category.UNAVAILABLE);
  }

  @Test
  void one_search_more_than_allowed_fails_at_once() {
    articles.save(ACME, List.of(WARRANTY));
    var embedder = new GatedEmbedder();
    knowledge = knowledge("searches-max = 2", embedder);
    var first = knowledge.search(query("warranty"));
    var second = knowledge.search(query("warranty"));
    assertFails(knowledge.search(query("warranty")), KnowledgeFailure.Category.OVERLOADED);

    embedder.open();
    join(first);
    join(second);
    assertThat(join(knowledge.search(query("warranty")))).isNotEmpty();
  }

  @Test
  void one_passage_more_than_allowed_cannot_be_found() {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    knowledge = knowledge("passages-max = 3", MiniLm.EMBEDDER);
    assertThat(join(knowledge.search(query("wash wool"))))
        .extracting(Passage::ref)
        .containsOnly("warranty");
  }

  @Test
  void one_tenant_more_than_allowed_evicts_the_least_recently_used_index() {
    articles.save(ACME, List.of(WARRANTY));
    articles.save(OTHER, List.of(WASHING));
    knowledge = knowledge("tenants-max = 1", MiniLm.EMBEDDER);
    join(knowledge.prepare(ACME));
    join(knowledge.prepare(ACME));
    assertThat(articles.articlesRead).hasValue(1);
    join(knowledge.prepare(OTHER));
    join(knowledge.prepare(ACME));
    assertThat(articles.articlesRead).hasValue(3);
  }

  @Test
  void a_search_after_close_fails() {
    articles.save(ACME, List.of(WARRANTY));
    found("warranty", ACME);
    knowledge.close();
    assertFails(knowledge.search(query("warranty")), KnowledgeFailure.Category.CLOSED);
    assertFails(knowledge.prepare(OTHER), KnowledgeFailure.Category.CLOSED);
  }

  private List<Passage> found(String text, TenantId tenant) {
    if (knowledge == null) knowledge = knowledge("", MiniLm.EMBEDDER);
    return join(knowledge.search(new KnowledgeQuery(tenant, text, 10)));
  }

  private LuceneKnowledge knowledge(String overrides, Embedder embedder) {
    var config =
        ConfigFactory.parseString("parley.knowledge { " + overrides + " }")
            .withFallback(ConfigFactory.load());
    return new LuceneKnowledge(
        articles, vectors, embedder, KnowledgeSettings.from(config), nanos::get);
  }

  private static KnowledgeQuery query(String text) {
    return new KnowledgeQuery(ACME, text, 10);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static void assertFails(CompletionStage<?> stage, KnowledgeFailure.Category category) {
    assertThatThrownBy(() -> join(stage))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            KnowledgeFailure.class, failure -> assertThat(failure.category()).isEqualTo(category));
  }
}
