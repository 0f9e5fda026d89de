package io.parley.tools.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class BuiltinSettingsTest {
  @Test
  void defaults() {
    assertThat(BuiltinSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new BuiltinSettings(
                Duration.ofSeconds(8),
                Duration.ofSeconds(8),
                Duration.ofSeconds(15),
                4,
                ZoneId.of("Europe/Ljubljana")));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.tools {
          search-deadline = 1s, status-deadline = 2s, ticket-deadline = 3s, passages = 10
          time-zone = Asia/Tokyo
        }\
        """;
    assertThat(BuiltinSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(
            new BuiltinSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                10,
                ZoneId.of("Asia/Tokyo")));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("passages = 11"))
        .hasMessage("parley.tools.passages: 11 (expected: 1 to 10)");
    assertThatThrownBy(() -> with("time-zone = Moon/Crater"))
        .hasMessage(
            "parley.tools.time-zone: Moon/Crater (expected: a time zone such as"
                + " Europe/Ljubljana)");
    assertThatThrownBy(() -> with("ticket-deadline = 0s"))
        .hasMessage("parley.tools.ticket-deadline: 0s (expected: > 0s)");
  }

  private static BuiltinSettings with(String override) {
    return BuiltinSettings.from(
        ConfigFactory.parseString("parley.tools { " + override + " }")
            .withFallback(ConfigFactory.load()));
  }
}
