package io.parley.tools.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class ResultSettingsTest {
  @Test
  void defaults() {
    assertThat(ResultSettings.from(ConfigFactory.load()))
        .isEqualTo(new ResultSettings(16_384, 1_000_000, 8_192));
  }

  @Test
  void every_key_is_read() {
    var config =
        ConfigFactory.parseString(
                "parley.tools.results { shown-max = 30, kept-max = 40, page = 20 }")
            .withFallback(ConfigFactory.load());
    assertThat(ResultSettings.from(config)).isEqualTo(new ResultSettings(30, 40, 20));
    assertThatThrownBy(() -> new ResultSettings(30, 20, 20))
        .hasMessageContaining("parley.tools.results.kept-max: 20 (expected: ≥ 30)");
  }
}
