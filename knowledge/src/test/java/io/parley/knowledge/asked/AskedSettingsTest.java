package io.parley.knowledge.asked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AskedSettingsTest {
  @Test
  void defaults() {
    assertThat(with(""))
        .isEqualTo(new AskedSettings(true, 0.45, 0.72, 0.6, Duration.ofDays(365), 20_000));
  }

  @Test
  void every_key_can_be_changed() {
    assertThat(
            with(
                "enabled = false, answer-score = 0.1, likeness = 0.2, shared-words = 0.3, keep ="
                    + " 2d, max = 7"))
        .isEqualTo(new AskedSettings(false, 0.1, 0.2, 0.3, Duration.ofDays(2), 7));
  }

  @Test
  void wrong_values_are_named() {
    for (var wrong : new String[] {"answer-score = 0", "likeness = 1.1", "keep = 0s", "max = 0"})
      assertThatThrownBy(() -> with(wrong))
          .hasMessageContaining("parley.knowledge.asked." + wrong.split(" ", 2)[0]);
  }

  private static AskedSettings with(String overrides) {
    return AskedSettings.from(
        ConfigFactory.parseString("parley.knowledge.asked {" + overrides + "}")
            .withFallback(ConfigFactory.load()));
  }
}
