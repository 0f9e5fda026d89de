package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfflineSettingsTest {
  @Test
  void defaults() {
    assertThat(OfflineSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new OfflineSettings(
                "Scree & Sorrel",
                List.of("en", "de", "es"),
                "sample-shop/intents.json",
                "sample-shop/phrases.json",
                0.36,
                0.6,
                0.38,
                700,
                3000,
                3,
                2,
                1000));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.agent.company = Acme
        parley.model.offline {
          languages = [de], intents = i.json, phrases = p.json, intent-score = 0.5, answer-score = 0.6
          unsure-score = 0.1, quote-chars = 300, summary-chars = 900, words-per-chunk = 1
          threads = 4, waiting-max = 5
        }\
        """;
    assertThat(OfflineSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(
            new OfflineSettings(
                "Acme", List.of("de"), "i.json", "p.json", 0.5, 0.6, 0.1, 300, 900, 1, 4, 5));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("answer-score = 1.1"))
        .hasMessage("parley.model.offline.answer-score: 1.1 (expected: 0.0 to 1.0)");
    assertThatThrownBy(() -> with("languages = []"))
        .hasMessage(
            "parley.model.offline.languages: none (expected: one language at least, such as en)");
    assertThatThrownBy(() -> with("languages = [en, en]"))
        .hasMessage("parley.model.offline.languages: en, en (expected: each language once)");
    assertThatThrownBy(() -> with("threads = many"))
        .hasMessage("parley.model.offline.threads: many (expected: a whole number)");
    assertThatThrownBy(() -> with("phrases = \" \""))
        .hasMessage("parley.model.offline.phrases: nothing (expected: a text)");
  }

  private static OfflineSettings with(String override) {
    return OfflineSettings.from(
        ConfigFactory.parseString("parley.model.offline { " + override + " }")
            .withFallback(ConfigFactory.load()));
  }
}
