package io.parley.persistence.article;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ArticleChange;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcArticlesIT {
  private static final TenantId OTHER = new TenantId("other");
  private static final Article A =
      new Article("a", "A", List.of("x", "y, \"z\""), "## One\n\ntext");
  private static final Article B = new Article("b", "B", List.of(), "text");

  private static final Article C = new Article("c", "C", List.of(), "text");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcArticles articles = new JdbcArticles(db.database());
  private final JdbcVectors vectors = new JdbcVectors(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void articles_are_listed_in_order_and_only_to_their_tenant() {
    get(articles.save(TenantId.DEFAULT, List.of(B, A)));
    assertThat(get(articles.all(TenantId.DEFAULT))).containsExactly(A, B);
    assertThat(get(articles.all(OTHER))).isEmpty();
  }

  @Test
  void an_article_of_the_same_ref_is_replaced() {
    get(articles.save(TenantId.DEFAULT, List.of(A, B)));
    var changed = new Article("a", "A2", List.of("q"), "other");
    get(articles.save(TenantId.DEFAULT, List.of(changed)));
    assertThat(get(articles.all(TenantId.DEFAULT))).containsExactly(changed, B);
  }

  @Test
  void the_version_rises_with_every_change() {
    assertThat(get(articles.version(TenantId.DEFAULT))).isZero();
    get(articles.save(TenantId.DEFAULT, List.of(A)));
    assertThat(get(articles.version(TenantId.DEFAULT))).isEqualTo(1);
    get(articles.save(TenantId.DEFAULT, List.of(A, B)));
    assertThat(get(articles.version(TenantId.DEFAULT))).isEqualTo(2);
    assertThat(get(articles.version(OTHER))).isZero();
  }

  @Test
  void changes_are_read_in_order_and_in_pages_and_a_removal_is_one() {
    var start = ArticleChange.Place.START;
    get(articles.save(TenantId.DEFAULT, List.of(B, A)));
    get(articles.save(TenantId.DEFAULT, List.of(C)));
    assertThat(get(articles.changes(TenantId.DEFAULT, start, 10)))
        .containsExactly(changed(1, A), changed(1, B), changed(2, C));
    get(articles.remove(TenantId.DEFAULT, List.of("a", "unknown")));
    assertThat(get(articles.version(TenantId.DEFAULT))).isEqualTo(3);
    assertThat(get(articles.all(TenantId.DEFAULT))).containsExactly(B, C);
    var gone = new ArticleChange(new ArticleChange.Place(3, "a"), Optional.empty());
    var first = get(articles.changes(TenantId.DEFAULT, start, 2));
    assertThat(first).containsExactly(changed(1, B), changed(2, C));
    assertThat(get(articles.changes(TenantId.DEFAULT, first.getLast().at(), 2)))
        .containsExactly(gone);
    assertThat(get(articles.changes(TenantId.DEFAULT, gone.at(), 2))).isEmpty();

    get(articles.save(TenantId.DEFAULT, List.of(A)));
    assertThat(get(articles.changes(TenantId.DEFAULT, gone.at(), 2)))
        .containsExactly(changed(4, A));
    assertThat(get(articles.changes(OTHER, start, 10))).isEmpty();
  }

  @Test
  void hashes_and_named_articles_are_read_in_order_of_their_bytes() {
    var supplementary = new Article("\uD835\uDCB3", "X", List.of(), "text");
    var basic = new Article("\uFF01", "!", List.of(), "text");
    get(articles.save(TenantId.DEFAULT, List.of(supplementary, basic, A, B)));
    assertThat(get(articles.hashes(TenantId.DEFAULT, "", 10)))
        .containsExactly(A.hash(), B.hash(), basic.hash(), supplementary.hash());
    assertThat(get(articles.hashes(TenantId.DEFAULT, "a", 2)))
        .containsExactly(B.hash(), basic.hash());
    assertThat(get(articles.find(TenantId.DEFAULT, List.of("b", "a", "unknown"))))
        .containsExactly(A, B);
    assertThat(get(articles.hashes(OTHER, "", 10))).isEmpty();
    assertThat(get(articles.find(OTHER, List.of("a")))).isEmpty();
  }

  @Test
  void versions_of_several_tenants_are_read_at_once() {
    get(articles.save(TenantId.DEFAULT, List.of(A)));
    get(articles.save(TenantId.DEFAULT, List.of(B)));
    get(articles.save(OTHER, List.of(B)));
    assertThat(get(articles.versions(Set.of(TenantId.DEFAULT, OTHER, new TenantId("without")))))
        .isEqualTo(Map.of(TenantId.DEFAULT, 2L, OTHER, 1L));
  }

  @Test
  void the_later_of_two_articles_with_one_ref_is_stored() {
    var later = new Article("a", "A2", List.of(), "later");
    get(articles.save(TenantId.DEFAULT, List.of(A, B, later)));
    assertThat(get(articles.all(TenantId.DEFAULT))).containsExactly(later, B);
  }

  @Test
  void vectors_are_found_by_embedder_and_hash_to_the_last_bit() {
    var vector = new float[] {0.1f, -1e-38f, Float.MAX_VALUE};
    get(vectors.save("minilm", Map.of("h1", vector, "h2", new float[] {1})));
    get(vectors.save("minilm", Map.of("h1", vector)));
    var found = get(vectors.find("minilm", List.of("h1", "h2", "h3")));
    assertThat(found).containsOnlyKeys("h1", "h2");
    assertThat(found.get("h1")).containsExactly(vector);
    assertThat(get(vectors.find("other", List.of("h1")))).isEmpty();
    assertThat(get(vectors.find("minilm", List.of()))).isEmpty();
  }

  @Test
  void many_vectors_at_once() {
    var many = new HashMap<String, float[]>();
    IntStream.range(0, 2_000).forEach(i -> many.put("h" + i, new float[384]));
    get(vectors.save("minilm", many));
    assertThat(get(vectors.find("minilm", many.keySet()))).hasSize(2_000);
  }

  private static ArticleChange changed(long version, Article article) {
    return new ArticleChange(new ArticleChange.Place(version, article.ref()), Optional.of(article));
  }
}
