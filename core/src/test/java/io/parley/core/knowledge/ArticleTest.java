package io.parley.core.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArticleTest {
  private static final Article ARTICLE =
      new Article("ref", "help", "Title", List.of("a", "b"), Optional.of("en"), "body");

  @Test
  void a_hash_changes_with_everything_that_is_searched_or_shown() {
    assertThat(ARTICLE.hash().ref()).isEqualTo("ref");
    assertThat(
            List.of(
                new Article("ref", "other", "Title", List.of("a", "b"), Optional.of("en"), "body"),
                new Article("ref", "help", "Titl", List.of("a", "b"), Optional.of("en"), "ebody"),
                new Article("ref", "help", "Title", List.of("ab"), Optional.of("en"), "body"),
                new Article("ref", "help", "Title", List.of("a", "b"), Optional.empty(), "body"),
                new Article("ref", "help", "Title", List.of("a", "b"), Optional.of("en"), "Body"),
                ARTICLE))
        .extracting(Article::hash)
        .doesNotHaveDuplicates()
        .endsWith(ARTICLE.hash());
  }
}
