package io.parley.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnowledgeSettingsTest {
  @Test
  void defaults() {
    assertThat(KnowledgeSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new KnowledgeSettings(
                Duration.ofMillis(500),
                Duration.ofSeconds(6),
                Duration.ofSeconds(30),
                256,
                2,
                64,
                1_000_000,
                1_200,
                24,
                Optional.empty()));
  }

  /// The promise is 5 s; the database is the only way of news, and one question may be lost.
  @Test
  void changes_are_looked_for_twice_within_the_time_that_is_promised() {
    var every = KnowledgeSettings.from(ConfigFactory.load()).refreshEvery();
    assertThat(every.multipliedBy(2)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.knowledge {
          refresh-every = 1s, wait-for-index = 2s, load-timeout = 3s, searches-max = 4, threads = 5
          tenants-max = 6, passages-max = 7, passage-chars = 800, candidates = 90
          directory = /var/lib/indexes
        }\
        """;
    assertThat(KnowledgeSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(
            new KnowledgeSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                4,
                5,
                6,
                7,
                800,
                90,
                Optional.of(Path.of("/var/lib/indexes"))));
  }

  @Test
  void a_directory_that_is_set_counts_more_than_the_usual_one() {
    assertThat(KnowledgeSettings.from(ConfigFactory.load()).in(Path.of("data")).directory())
        .contains(Path.of("data"));
    assertThat(with("directory = /set").in(Path.of("data")).directory()).contains(Path.of("/set"));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("refresh-every = -1s"))
        .hasMessage("parley.knowledge.refresh-every: -1s (expected: > 0s)");
    assertThatThrownBy(() -> with("threads = 0"))
        .hasMessage("parley.knowledge.threads: 0 (expected: 1 to 256)");
    assertThatThrownBy(() -> with("load-timeout = soon"))
        .hasMessage(
            "parley.knowledge.load-timeout: soon (expected: a duration such as 500ms, 3s or 2m)");
    assertThatThrownBy(
            () -> KnowledgeSettings.from(ConfigFactory.parseString("parley.knowledge {}")))
        .hasMessage(
            "parley.knowledge.refresh-every: nothing (expected: a duration such as 500ms, 3s or"
                + " 2m)");
  }

  private static KnowledgeSettings with(String override) {
    return KnowledgeSettings.from(
        ConfigFactory.parseString("parley.knowledge { " + override + " }")
            .withFallback(ConfigFactory.load()));
  }
}
