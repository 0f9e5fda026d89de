package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

/// Searches by words alone, over segments of one article each.
class PassageSearchTest {
  private static final List<Article> ARTICLES =
      List.of(
          article("roaming", "Using your phone abroad", "Calls in Norway cost nothing extra."),
          article("fibre", "Fibre at home", "The technician needs ninety minutes."),
          article("bill", "Your bill", "The subscription appears on the bill each month."),
          article("termin", "Der Besuch im Haus", "Der Techniker kommt zum Termin und misst."),
          article("glasfaser", "Die Glasfaserleitung", "Das Kabel kommt in die Wohnung."),
          article("rechnung", "Die Rechnung", "Sie kommt am Anfang von jedem Monat per Post."),
          article("factura", "La factura", "Llega al principio de cada mes por correo."),
          article("averia", "Una avería en la línea", "El técnico mide la línea el mismo día."));

  @Test
  void a_mistyped_word_finds_what_the_right_one_finds() throws IOException {
    assertThat(best("subscritpion")).isEqualTo("bill");
    assertThat(best("THECNICIAN")).isEqualTo("fibre");
  }

  @Test
  void a_number_is_not_taken_for_another() throws IOException {
    var articles = List.of(article("a", "Fees", "The fee is 12345."), ARTICLES.get(0));
    assertThat(found(articles, "12346")).isEmpty();
    assertThat(found(articles, "12345").getFirst().ref()).isEqualTo("a");
  }

  @Test
  void a_german_compound_is_found_by_its_parts_and_its_parts_find_it() throws IOException {
    assertThat(best("Technikertermin")).isEqualTo("termin");
    assertThat(best("Glasfaser")).isEqualTo("glasfaser");
    assertThat(best("Monatsrechnung")).isEqualTo("rechnung");
  }

  @Test
  void a_question_is_answered_in_its_own_language() throws IOException {
    assertThat(best("wann kommt der Techniker")).isEqualTo("termin");
    assertThat(best("¿cuándo viene el técnico?")).isEqualTo("averia");
    assertThat(best("when is the bill here")).isEqualTo("bill");
  }

  @Test
  void the_language_that_a_person_chose_is_not_guessed() throws IOException {
    var chosen =
        new Article("x", "all", "Router", List.of(), Optional.of("de"), "Der Router ist the best.");
    assertThat(IndexedPassage.of(chosen, 1_000))
        .allSatisfy(passage -> assertThat(passage.language()).contains("de"));
  }

  @Test
  void titles_and_headings_count_more_than_texts() throws IOException {
    var inText = article("text", "Delivery", "A voucher may be used for shoes as for anything.");
    var inTitle = article("title", "Vouchers", "It may be used for shoes as for anything else.");
    assertThat(found(List.of(inText, inTitle), "voucher").getFirst().ref()).isEqualTo("title");
  }

  @Test
  void a_section_comes_before_the_opening_of_its_article() throws IOException {
    var article =
        new Article(
            "a", "Washing", List.of(), "Washing wool.\n\n## How do I wash it?\nWash wool by hand.");
    var passages = IndexedPassage.of(article, 1_000);
    assertThat(passages).extracting(IndexedPassage::opening).containsExactly(true, false);
    assertThat(found(List.of(article), "wash wool").getFirst().text()).startsWith("## How do I");
  }

  @Test
  void a_question_of_stop_words_finds_nothing_by_words() throws IOException {
    assertThat(found(ARTICLES, "how is it")).isEmpty();
  }

  @Test
  void a_stored_passage_is_read_as_it_was_written() throws IOException {
    for (var article : ARTICLES)
      for (var passage : IndexedPassage.of(article, 1_000))
        assertThat(PassageDocument.passage(PassageDocument.of(passage, List.of())))
            .isEqualTo(passage);
  }

  private static String best(String question) throws IOException {
    return found(ARTICLES, question).getFirst().ref();
  }

  private static List<Passage> found(List<Article> articles, String question) throws IOException {
    var directory = new ByteBuffersDirectory();
    var config = new IndexWriterConfig(PassageDocument.analyzer());
    try (var writer = new IndexWriter(directory, config)) {
      for (var article : articles) {
        for (var passage : IndexedPassage.of(article, 1_000))
          writer.addDocument(PassageDocument.of(passage, List.of()));
        writer.commit();
      }
    }
    return new PassageSearch(new IndexSearcher(DirectoryReader.open(directory)), 24)
        .search(question, Optional.empty(), Set.of(), 5);
  }

  private static Article article(String ref, String title, String text) {
    return new Article(ref, title, List.of(), "## " + title + "\n" + text);
  }
}
