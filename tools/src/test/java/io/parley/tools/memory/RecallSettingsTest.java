package io.parley.tools.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecallSettingsTest {
  @Test
  void defaults() {
    assertThat(RecallSettings.from(ConfigFactory.load()))
        .isEqualTo(new RecallSettings(0.3, 0.4, 3, 2, Duration.ofSeconds(1), 10_000, 100, 1, 500));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.recall {
          episode-score = 0.1, procedure-score = 0.2, episodes-max = 4, procedures-max = 5
          refresh-every = 0s, vectors-max = 6, tenants-max = 7, threads = 8, waiting-max = 9
        }\
        """;
    assertThat(RecallSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(new RecallSettings(0.1, 0.2, 4, 5, Duration.ZERO, 6, 7, 8, 9));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(
            () ->
                RecallSettings.from(
                    ConfigFactory.parseString("parley.recall.refresh-every = 2m")
                        .withFallback(ConfigFactory.load())))
        .hasMessage("parley.recall.refresh-every: 120s (expected: ≤ 60s)");
  }
}
