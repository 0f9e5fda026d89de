package io.parley.tools.model.degraded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DegradedSettingsTest {
  private static final Config DEFAULTS =
      ConfigFactory.parseResources("reference.conf").resolve(ConfigResolveOptions.noSystem());

  @Test
  void defaults() {
    assertThat(DegradedSettings.from(DEFAULTS))
        .isEqualTo(new DegradedSettings(2, 0.3, 700, Duration.ofMillis(1500)));
  }

  @Test
  void every_key_changed() {
    assertThat(with("passages = 3, score = 0.5, quote-chars = 100, search-timeout = 1s"))
        .isEqualTo(new DegradedSettings(3, 0.5, 100, Duration.ofSeconds(1)));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("passages = 21"))
        .hasMessage("parley.models.degraded.passages: 21 (expected: 1 to 20)");
    assertThatThrownBy(() -> with("score = 1.1"))
        .hasMessage("parley.models.degraded.score: 1.1 (expected: 0.0 to 1.0)");
    assertThatThrownBy(() -> with("quote-chars = 99"))
        .hasMessage("parley.models.degraded.quote-chars: 99 (expected: 100 to 10000)");
    assertThatThrownBy(() -> with("search-timeout = 0s"))
        .hasMessage("parley.models.degraded.search-timeout: 0s (expected: > 0s)");
  }

  private static DegradedSettings with(String overrides) {
    return DegradedSettings.from(
        ConfigFactory.parseString("parley.models.degraded { " + overrides + " }")
            .withFallback(DEFAULTS));
  }
}
