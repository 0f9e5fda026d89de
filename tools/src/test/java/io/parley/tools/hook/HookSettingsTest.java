package io.parley.tools.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookSettingsTest {
  private static HookSettings settings(String own) {
    return HookSettings.from(
        ConfigFactory.parseString("parley.webhooks { " + own + " }")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  @Test
  void the_defaults_serve_64_at_once() {
    assertThat(settings("")).isEqualTo(new HookSettings(64, Duration.ofSeconds(15)));
  }

  @Test
  void every_key_can_be_changed() {
    assertThat(settings("at-once = 2, timeout = 1s"))
        .isEqualTo(new HookSettings(2, Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({"at-once = 1, at-once", "at-once = 1001, at-once", "timeout = 61s, timeout"})
  void a_wrong_value_is_refused_by_its_name(String own, String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(own))
        .withMessageContaining("parley.webhooks." + key);
  }
}
