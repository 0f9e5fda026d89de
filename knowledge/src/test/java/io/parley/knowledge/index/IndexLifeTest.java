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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rest of an index when its process has ended.
class IndexLifeTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Article WARRANTY = article("warranty", "Two years for boots.");
  private static final Article WASHING = article("washing", "Wash wool by hand.");
  private static final Article RETURNS = article("returns", "Sixty days for returns.");
  private static final int PATIENCE_SECONDS = 60;

  private final MemoryArticles articles = new MemoryArticles();
  private final MemoryVectors vectors = new MemoryVectors();
  private final GatedEmbedder embedder = new GatedEmbedder().open();
  @TempDir private Path directory;
  private LuceneKnowledge knowledge;

  @AfterEach
  void close() {
    if (knowledge != null) knowledge.close();
  }

  @Test
  void an_index_is_opened_again_without_reading_an_article_or_embedding_a_text() {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    start(embedder);
    vectors.stored.clear();
    restart(embedder);
    assertThat(articles.articlesRead).hasValue(2);
    assertThat(embedder.embedded).hasValue(4);
    assertThat(found("wool")).contains("washing");
  }

  @Test
  void a_search_after_a_restart_goes_by_words_until_the_model_is_loaded() {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    start(embedder);
    knowledge.close();
    embedder.ready = false;
    embedder.shut();
    start(embedder);
    assertThat(found("wool")).containsExactly("washing");
    assertThat(knowledge.version(ACME)).as("for answers that are kept").isEmpty();
    assertThat(embedder.embedded).hasValue(4);

    embedder.open();
    embedder.ready = true;
    assertThat(found("wool")).contains("washing");
    assertThat(embedder.embedded).hasValue(5);
    assertThat(knowledge.version(ACME)).hasValue(1);
  }

  @Test
  void what_changed_while_the_process_was_down_is_all_that_is_read_at_the_next_start() {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    start(embedder);
    knowledge.close();
    articles.save(ACME, List.of(RETURNS));
    articles.remove(ACME, List.of("washing"));
    start(embedder);
    assertThat(articles.articlesRead).hasValue(3);
    assertThat(found("wool returns")).contains("returns").doesNotContain("washing");
  }

  @Test
  void an_older_backup_of_the_articles_is_noticed_by_its_version() {
    articles.save(ACME, List.of(WARRANTY));
    articles.save(ACME, List.of(WASHING));
    start(embedder);
    articles.restore(ACME, 1, List.of(WARRANTY));
    join(knowledge.poll());
    await().untilAsserted(() -> assertThat(found("wool boots")).containsOnly("warranty"));
  }

  @Test
  void other_articles_of_the_same_version_are_noticed_by_their_hashes() {
    articles.save(ACME, List.of(WARRANTY, WASHING, article("a", "First.")));
    start(embedder);
    knowledge.close();
    var changed = article("washing", "Wash wool in a machine.");
    articles.restore(ACME, 1, List.of(changed, RETURNS, article("z", "Last.")));
    start(embedder);
    await()
        .untilAsserted(
            () -> {
              assertThat(found("wool boots returns first last"))
                  .containsOnly("washing", "returns", "z");
              assertThat(texts("wool")).contains("Wash wool in a machine.");
            });
    articles.save(ACME, List.of(WARRANTY));
    join(knowledge.poll());
    await().untilAsserted(() -> assertThat(found("boots")).contains("warranty"));
  }

  @Test
  void articles_that_cannot_be_read_at_a_start_are_found_as_they_were() {
    articles.save(ACME, List.of(WARRANTY));
    start(embedder);
    knowledge.close();
    articles.gate = new CompletableFuture<>();
    start(embedder);
    assertThat(found("boots")).containsOnly("warranty");
  }

  @Test
  void damaged_files_are_replaced_by_a_new_index() throws IOException {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    start(embedder);
    knowledge.close();
    for (var file : files())
      if (!file.toString().endsWith(".lock")) Files.write(file, new byte[] {1, 2, 3});
    start(embedder);
    assertThat(articles.articlesRead).hasValue(4);
    // the vectors are stored
    assertThat(embedder.embedded).hasValue(4);
    assertThat(found("wool boots")).contains("washing", "warranty");
  }

  @Test
  void an_index_that_lost_files_is_replaced_by_a_new_one() throws IOException {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    start(embedder);
    knowledge.close();
    for (var file : files())
      if (!file.getFileName().toString().startsWith("segments")) Files.delete(file);
    start(embedder);
    assertThat(found("wool boots")).contains("washing", "warranty");
  }

  @Test
  void a_directory_that_another_process_uses_is_not_shared() throws IOException {
    articles.save(ACME, List.of(WARRANTY));
    start(embedder);
    var before = files();
    try (var second = knowledge(embedder, _ -> Optional.empty())) {
      join(second.prepare(ACME));
      assertThat(join(second.search(new KnowledgeQuery(ACME, "boots", 5)))).hasSize(1);
      assertThat(files()).isEqualTo(before);
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_directory_that_cannot_be_made_is_refused() throws IOException {
    directory = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> start(embedder))
        .hasMessage(
            "%s cannot be used for the knowledge index (expected: a directory that this user can write)"
                .formatted(directory));
  }

  // --- vectors

  @Test
  void a_killed_build_loses_at_most_one_batch_of_vectors() {
    int texts = 10 * VectorSource.BATCH;
    articles.save(
        ACME,
        IntStream.range(0, texts / 2).mapToObj(i -> article("a" + i, "Number " + i)).toList());
    embedder.breakAfter(texts / 2);
    knowledge = knowledge(embedder, _ -> Optional.empty());
    await().untilAsserted(() -> assertThat(embedder.broken).isTrue());
    knowledge.close();
    int made = embedder.embedded.get();
    assertThat(vectors.stored).hasSizeGreaterThanOrEqualTo(made - VectorSource.BATCH);

    var second = new GatedEmbedder().open();
    start(second);
    assertThat(made + second.embedded.get()).isLessThanOrEqualTo(texts + VectorSource.BATCH);
    assertThat(knowledge.state(ACME)).contains(new IndexState(1, texts / 2, 0, "gated"));
  }

  @Test
  void the_old_index_answers_until_that_of_a_new_embedder_has_its_vectors() throws IOException {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    start(embedder);
    knowledge.close();

    var next = new GatedEmbedder("next");
    Function<String, Optional<Embedder>> earlier =
        id -> Optional.<Embedder>of(embedder).filter(old -> old.id().equals(id));
    knowledge = knowledge(next, earlier);
    await().untilAsserted(() -> assertThat(embedderId()).contains("gated"));
    assertThat(found("wool")).contains("washing");
    // it follows changes, too
    articles.remove(ACME, List.of("washing"));
    join(knowledge.poll());
    await().untilAsserted(() -> assertThat(found("wool")).containsOnly("warranty"));
    assertThat(embedderId()).contains("gated");

    next.open();
    await().untilAsserted(() -> assertThat(embedderId()).contains("next"));
    assertThat(found("boots")).containsOnly("warranty");
    await().untilAsserted(() -> assertThat(indexes()).hasSize(1));
  }

  @Test
  void without_its_embedder_an_old_index_is_deleted_and_words_answer() throws IOException {
    articles.save(ACME, List.of(WARRANTY, WASHING));
    start(embedder);
    knowledge.close();
    start(new GatedEmbedder("next").open());
    assertThat(embedderId()).contains("next");
    assertThat(found("wool")).contains("washing");
    assertThat(indexes()).hasSize(1);
  }

  @Test
  void an_erased_index_leaves_no_file_and_may_begin_anew() throws IOException {
    articles.save(ACME, List.of(WARRANTY));
    start(embedder);
    join(knowledge.erase(ACME));
    assertThat(directory.resolve("acme")).doesNotExist();
    join(knowledge.prepare(ACME));
    assertThat(indexes()).hasSize(1);
    join(knowledge.erase(ACME));
    join(knowledge.erase(ACME));
    assertThat(directory.resolve("acme")).doesNotExist();
  }

  private Optional<String> embedderId() {
    return knowledge.state(ACME).map(IndexState::embedder);
  }

  private void start(Embedder with) {
    knowledge = knowledge(with, _ -> Optional.empty());
    join(knowledge.prepare(ACME));
  }

  private void restart(Embedder with) {
    knowledge.close();
    start(with);
  }

  private LuceneKnowledge knowledge(Embedder with, Function<String, Optional<Embedder>> earlier) {
    var settings =
        KnowledgeSettings.from(
            ConfigFactory.parseString("parley.knowledge.refresh-every = 1h")
                .withFallback(ConfigFactory.load()));
    var made = new LuceneKnowledge(articles, vectors, with, earlier, settings.in(directory));
    assertThat(made.state(ACME)).isEmpty();
    return made;
  }

  private List<String> found(String text) {
    return passages(text).stream().map(Passage::ref).toList();
  }

  private List<String> texts(String text) {
    return passages(text).stream().map(Passage::text).toList();
  }

  private List<Passage> passages(String text) {
    return join(knowledge.search(new KnowledgeQuery(ACME, text, 10)));
  }

  private List<Path> indexes() throws IOException {
    try (var all = Files.list(directory.resolve("acme"))) {
      return all.toList();
    }
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Article article(String ref, String body) {
    return new Article(ref, ref, List.of(), body);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
