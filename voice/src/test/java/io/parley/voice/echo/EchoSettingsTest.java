package io.parley.voice.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoSettingsTest {
  @Test
  void the_defaults_are_those_of_the_reference() {
    assertThat(from("")).isEqualTo(EchoSettings.typical());
  }

  @Test
  void every_key_can_be_changed() {
    assertThat(from("parley.voice.echo { enabled = false, tail = 120ms, delay-max = 1s }"))
        .isEqualTo(new EchoSettings(false, Duration.ofMillis(120), Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({"tail, 0s", "tail, 1001ms", "delay-max, 0s", "delay-max, 2001ms"})
  void a_wrong_length_is_named(String key, String value) {
    assertThatThrownBy(() -> from("parley.voice.echo." + key + " = " + value))
        .hasMessageContaining("parley.voice.echo." + key);
  }

  private static EchoSettings from(String changed) {
    return EchoSettings.from(
        ConfigFactory.parseString(changed)
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve(ConfigResolveOptions.noSystem()));
  }
}
