package io.parley.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessSettingsTest {
  private static Config over(String text) {
    return ConfigFactory.parseString(text)
        .withFallback(ConfigFactory.defaultReference())
        .getConfig("parley.tokens.guesses");
  }

  @Test
  void defaults() {
    assertThat(GuessSettings.from(over("")))
        .isEqualTo(
            new GuessSettings(
                5, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(1), 50_000));
  }

  @Test
  void every_key_changed() {
    assertThat(
            GuessSettings.from(
                over(
                    """
                    parley.tokens.guesses {
                      free = 1, pause = 2s, pause-max = 3s, forgotten-after = 4s, addresses-max = 5
                    }
                    """)))
        .isEqualTo(
            new GuessSettings(
                1, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "free = 0",
        "pause = 0s",
        "pause-max = 0s",
        "forgotten-after = -1s",
        "addresses-max = 0"
      })
  void a_wrong_value_is_named(String wrong) {
    assertThatThrownBy(() -> GuessSettings.from(over("parley.tokens.guesses." + wrong)))
        .hasMessageContaining("parley.tokens.guesses." + wrong.split(" ", 2)[0]);
  }
}
