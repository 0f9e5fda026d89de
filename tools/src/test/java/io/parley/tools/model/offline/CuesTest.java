package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CuesTest {
  private static final Languages LANGUAGES =
      Languages.of(OfflineSettings.from(ConfigFactory.load()));

  private static Cues cues(String tag) {
    return LANGUAGES.all().stream()
        .filter(each -> each.tag().equals(tag))
        .findFirst()
        .orElseThrow()
        .cues();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | I bought boots and I want to send them back. | I want to send them back.
          en | They looked fine, but I'd like another size  | I'd like another size
          de | Das sind die falschen, und ich möchte sie zurückgeben | ich möchte sie zurückgeben
          es | Vivo en Ginebra y quiero devolver unos zapatos | quiero devolver unos zapatos
          """)
  void a_wish_follows_an_and(String tag, String words, String wish) {
    assertThat(cues(tag).wishes(words)).containsExactly(wish);
  }

  @Test
  void other_words_after_an_and_tell_none() {
    for (var words : new String[] {"I want boots and socks", "They fit and I like them", "and", ""})
      assertThat(cues("en").wishes(words)).as(words).isEmpty();
  }
}
