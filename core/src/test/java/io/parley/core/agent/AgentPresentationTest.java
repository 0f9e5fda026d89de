package io.parley.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentPresentationTest {
  private static final Theme GREEN = new Theme("#1F5C4A", "#8fcdb4");

  @ParameterizedTest
  @CsvSource({
    "en, en",
    "de, de",
    "DE, de",
    "de-AT, de",
    "de-Latn-CH-1996, de",
    "pt-BR, pt-BR",
    "pt-br, pt-BR",
    "pt, en",
    "pt-PT, en",
    "sl, en",
    "iw, he",
    "qqq-x-whatever, en",
  })
  void the_nearest_language_is_found_or_the_preferred_one(String wanted, String answered) {
    assertThat(presentation("en", "de", "pt-BR", "he").in(wanted).language()).isEqualTo(answered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "de_AT",
        "de-",
        "-de",
        "de AT",
        "de;q=0.5",
        "d\u00e9",
        "4-de",
        "de-123456789"
      })
  void invalid_language_tags_are_recognised(String text) {
    assertThat(AgentPresentation.isLanguage(text)).isFalse();
    assertThatThrownBy(() -> texts(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_language_tag_has_at_most_35_characters() {
    assertThat(AgentPresentation.isLanguage("de-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaa")).isTrue();
    assertThat(AgentPresentation.isLanguage("de-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaa")).isFalse();
  }

  @Test
  void languages_are_unique_and_at_least_one_is_needed() {
    assertThatThrownBy(() -> presentation("de", "DE")).hasMessage("texts: de twice");
    assertThatThrownBy(() -> presentation()).hasMessage("texts: none (expected: ≥ 1 language)");
  }

  @Test
  void colours_are_six_hex_digits_in_lower_case() {
    assertThat(GREEN.accent()).isEqualTo("#1f5c4a");
    assertThatThrownBy(() -> new Theme("green", "#8fcdb4"))
        .hasMessage("accent of another form (expected: #rrggbb)");
    assertThatThrownBy(() -> new Theme("#1f5c4a", "#8fc"))
        .hasMessage("accentDark of another form (expected: #rrggbb)");
  }

  private static AgentPresentation presentation(String... languages) {
    return new AgentPresentation(
        List.of(languages).stream().map(AgentPresentationTest::texts).toList(), GREEN);
  }

  private static Texts texts(String language) {
    return new Texts(language, Optional.empty(), "Hello", List.of());
  }
}
