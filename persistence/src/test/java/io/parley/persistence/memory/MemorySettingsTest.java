package io.parley.persistence.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class MemorySettingsTest {
  private static Config with(String overrides) {
    return ConfigFactory.parseString(overrides).withFallback(ConfigFactory.defaultReference());
  }

  @Test
  void the_defaults() {
    assertThat(MemorySettings.from(ConfigFactory.defaultReference()))
        .isEqualTo(new MemorySettings(200, 200, 1_000));
  }

  @Test
  void every_key() {
    assertThat(
            MemorySettings.from(
                with("parley.memory { facts-max = 1, episodes-max = 2, procedures-max = 3 }")))
        .isEqualTo(new MemorySettings(1, 2, 3));
  }

  @Test
  void a_wrong_value_is_a_sentence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemorySettings.from(with("parley.memory.facts-max = 0")))
        .withMessage("parley.memory.facts-max: 0 (expected: 1 to 10000)");
  }
}
