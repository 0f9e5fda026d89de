package io.parley.knowledge.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;

class WordAnalyzersTest {
  @Test
  void forms_of_a_word_have_one_stem() throws IOException {
    assertSameStem(Language.ENGLISH, "cancelled", "cancel");
    assertSameStem(Language.GERMAN, "kündigen", "Kündigung");
    assertSameStem(Language.GERMAN, "Verträge", "Vertrag");
    assertSameStem(Language.SPANISH, "reclamar", "reclamo");
    assertSameStem(Language.SPANISH, "facturación", "FACTURACION");
  }

  @Test
  void umlauts_may_be_written_as_two_letters() throws IOException {
    assertSameStem(Language.GERMAN, "Groesse", "Größe");
  }

  @Test
  void words_without_a_subject_are_left_out() throws IOException {
    assertThat(words(WordAnalyzers.written(Language.ENGLISH), "uh where is my um parcel please"))
        .containsExactly("parcel");
    assertThat(words(WordAnalyzers.written(Language.GERMAN), "äh wo ist denn bitte mein Paket"))
        .containsExactly("paket");
    assertThat(words(WordAnalyzers.written(Language.SPANISH), "eh ¿dónde está mi paquete?"))
        .containsExactly("paquete");
  }

  @Test
  void both_analyzers_give_the_same_number_of_words() throws IOException {
    var text = "The customers' orders, 1038 and T-1003: über alles. ¿Cuánto cuesta la suscripción?";
    for (var language : Language.values())
      assertThat(words(WordAnalyzers.stemmed(language), text))
          .hasSameSizeAs(words(WordAnalyzers.written(language), text));
  }

  private static void assertSameStem(Language language, String one, String other)
      throws IOException {
    var analyzer = WordAnalyzers.stemmed(language);
    assertThat(words(analyzer, one)).isEqualTo(words(analyzer, other)).hasSize(1);
  }

  private static List<String> words(Analyzer analyzer, String text) throws IOException {
    var words = new ArrayList<String>();
    try (var stream = analyzer.tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) words.add(term.toString());
      stream.end();
    }
    return words;
  }
}
