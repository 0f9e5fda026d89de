package io.parley.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifetimesTest {
  private static Config over(String text) {
    return ConfigFactory.parseString(text)
        .withFallback(ConfigFactory.defaultReference())
        .getConfig("parley.tokens");
  }

  @Test
  void defaults() {
    assertThat(TokenLifetimes.from(over("")))
        .isEqualTo(
            new TokenLifetimes(Duration.ofHours(24), Duration.ofDays(7), Duration.ofHours(24)));
  }

  @Test
  void every_key_changed() {
    assertThat(
            TokenLifetimes.from(
                over("parley.tokens { lifetime = 1h, renewable-for = 2h, after-end = 3h }")))
        .isEqualTo(
            new TokenLifetimes(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lifetime", "renewable-for", "after-end"})
  void a_wrong_value_is_named(String key) {
    assertThatThrownBy(() -> TokenLifetimes.from(over("parley.tokens." + key + " = 0s")))
        .hasMessage("parley.tokens." + key + ": 0s (expected: > 0s)");
  }
}
