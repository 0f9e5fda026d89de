package io.parley.persistence.article;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Article;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcArticlesIT {
  private static final TenantId OTHER = new TenantId("other");
  private static final Article A =
      new Article("a", "A", List.of("x", "y, \"z\""), "## One\n\ntext");
  private static final Article B = new Article("b", "B", List.of(), "text");

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
}
