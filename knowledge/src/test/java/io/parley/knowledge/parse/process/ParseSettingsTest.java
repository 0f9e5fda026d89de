package io.parley.knowledge.parse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.knowledge.parse.content.ParseLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ParseSettingsTest {
  @Test
  void defaults() {
    assertThat(ParseSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new ParseSettings(
                50L << 20,
                Duration.ofMinutes(1),
                384L << 20,
                2,
                100,
                Duration.ofSeconds(15),
                1,
                Duration.ofMinutes(1),
                new ParseLimits(10_000_000, 300L << 20, 10_000, 3_000, 100_000, 20_000)));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.knowledge.parse {
          file-size = 1 MiB, time = 2s, heap = 64 MiB, processes = 3, waiting = 4, wait = 6s, spares = 0, spare-idle = 5s
          limits { text-chars = 6000, unpacked = 7 MiB, entries = 80, pages = 9, rows = 10, documents = 11 }
        }\
        """;
    assertThat(ParseSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(
            new ParseSettings(
                1L << 20,
                Duration.ofSeconds(2),
                64L << 20,
                3,
                4,
                Duration.ofSeconds(6),
                0,
                Duration.ofSeconds(5),
                new ParseLimits(6_000, 7L << 20, 80, 9, 10, 11)));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("processes = 0"))
        .hasMessage("parley.knowledge.parse.processes: 0 (expected: 1 to 64)");
    assertThatThrownBy(() -> with("limits.pages = 0"))
        .hasMessage("parley.knowledge.parse.limits.pages: 0 (expected: 1 to 1000000)");
    assertThatThrownBy(() -> with("limits.unpacked = 1"))
        .hasMessage("parley.knowledge.parse.limits.unpacked: 1 (expected: ≥ 1000)");
  }

  private static ParseSettings with(String override) {
    return ParseSettings.from(
        ConfigFactory.parseString("parley.knowledge.parse { " + override + " }")
            .withFallback(ConfigFactory.load()));
  }
}
