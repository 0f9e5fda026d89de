package io.parley.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ArticleChange.Place;
import io.parley.knowledge.search.IndexedPassage;
import io.parley.knowledge.search.PassageDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.document.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFilesTest {
  private static final IndexKind KIND = IndexKind.current("gated", 1_000);
  private static final Article OLD = new Article("a", "A", List.of(), "Old.\n\n## More\nText.");
  private static final Article NEW = new Article("a", "A", List.of(), "New.");
  private static final Article OTHER = new Article("b", "B", List.of("t"), "Other.");

  @TempDir private Path directory;

  @Test
  void vectors_of_an_article_that_changed_meanwhile_do_not_bring_it_back() throws IOException {
    try (var files = IndexFiles.open(directory, KIND)) {
      files.replace("a", documents(OLD));
      files.replace("b", documents(OTHER));
      var passages = files.withoutVectors(10);
      assertThat(passages).hasSize(3);
      files.replace("a", documents(NEW));
      files.addVectors(passages, _ -> List.of(new float[] {1, 0}, new float[] {0, 1}));
      files.refresh();
      assertThat(files.has(OLD.hash())).isFalse();
      assertThat(files.has(NEW.hash())).isTrue();
      assertThat(files.passages()).isEqualTo(2);
      assertThat(files.withoutVectors(10)).containsExactlyElementsOf(passages(NEW));
    }
  }

  @Test
  void a_passage_is_read_as_it_was_written() throws IOException {
    try (var files = IndexFiles.open(directory, KIND)) {
      files.replace("b", documents(OTHER));
      assertThat(files.withoutVectors(10)).containsExactlyElementsOf(passages(OTHER));
    }
  }

  @Test
  void what_was_not_committed_is_gone_with_its_place() throws IOException {
    try (var files = IndexFiles.open(directory, KIND)) {
      files.replace("a", documents(OLD));
      files.commit(new Place(7, "a"), 8);
      files.replace("b", documents(OTHER));
      files.refresh();
      assertThat(files.passages()).isEqualTo(3);
    }
    try (var files = IndexFiles.open(directory, KIND)) {
      assertThat(files.passages()).isEqualTo(2);
      assertThat(files.place()).isEqualTo(new Place(7, "a"));
      assertThat(files.version()).isEqualTo(8);
      assertThat(IndexFiles.kindIn(directory)).contains(KIND);
    }
    var other = IndexKind.current("other", 1_000);
    try (var files = IndexFiles.open(directory, other)) {
      assertThat(files.passages()).isZero();
      assertThat(files.committed()).isFalse();
    }
  }

  private static List<Document> documents(Article article) {
    return passages(article).stream().map(each -> PassageDocument.of(each, List.of())).toList();
  }

  private static List<IndexedPassage> passages(Article article) {
    return IndexedPassage.of(article, 1_000);
  }
}
