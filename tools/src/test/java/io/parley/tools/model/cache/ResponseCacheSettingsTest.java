package io.parley.tools.model.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.tools.model.cache.ResponseCacheSettings.Chunk;
import io.parley.tools.model.cache.ResponseCacheSettings.Mode;
import io.parley.tools.model.cache.ResponseCacheSettings.Semantic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResponseCacheSettingsTest {
  @Test
  void defaults() {
    assertThat(ResponseCacheSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new ResponseCacheSettings(
                Mode.AUTO,
                5_000,
                32 << 20,
                Duration.ofHours(12),
                8_000,
                new Semantic(true, 0.88, Duration.ofMillis(250), 1, 256),
                new Chunk(4, Duration.ofMillis(10))));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.response-cache {
          enabled = true, entries-max = 1, bytes-max = 2 KiB, ttl = 3s, characters-max = 4
          semantic { enabled = false, threshold = 0.99, timeout = 5ms, threads = 6, waiting-max = 7 }
          chunk { words = 8, delay = 9ms }
        }\
        """;
    assertThat(ResponseCacheSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(
            new ResponseCacheSettings(
                Mode.TRUE,
                1,
                2_048,
                Duration.ofSeconds(3),
                4,
                new Semantic(false, 0.99, Duration.ofMillis(5), 6, 7),
                new Chunk(8, Duration.ofMillis(9))));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("enabled = maybe"))
        .hasMessage("parley.response-cache.enabled: maybe (expected: one of auto, true, false)");
    assertThatThrownBy(() -> with("entries-max = 0"))
        .hasMessage("parley.response-cache.entries-max: 0 (expected: 1 to 1000000)");
    assertThatThrownBy(() -> with("bytes-max = much"))
        .hasMessage(
            "parley.response-cache.bytes-max: much (expected: a size such as 64 KiB or 32 MiB)");
    assertThatThrownBy(() -> with("bytes-max = 1 B"))
        .hasMessage("parley.response-cache.bytes-max: 1 (expected: ≥ 1024)");
    assertThatThrownBy(() -> with("ttl = 0s"))
        .hasMessage("parley.response-cache.ttl: 0s (expected: > 0s)");
    assertThatThrownBy(() -> with("characters-max = 0"))
        .hasMessage("parley.response-cache.characters-max: 0 (expected: 1 to 1000000)");
    assertThatThrownBy(() -> with("semantic.threshold = 1.1"))
        .hasMessage("parley.response-cache.semantic.threshold: 1.1 (expected: 0.5 to 1.0)");
    assertThatThrownBy(() -> with("semantic.timeout = 0s"))
        .hasMessage("parley.response-cache.semantic.timeout: 0s (expected: > 0s)");
    assertThatThrownBy(() -> with("semantic.threads = 0"))
        .hasMessage("parley.response-cache.semantic.threads: 0 (expected: 1 to 256)");
    assertThatThrownBy(() -> with("semantic.waiting-max = 0"))
        .hasMessage("parley.response-cache.semantic.waiting-max: 0 (expected: 1 to 100000)");
    assertThatThrownBy(() -> with("chunk.words = 0"))
        .hasMessage("parley.response-cache.chunk.words: 0 (expected: 1 to 1000)");
    assertThatThrownBy(() -> with("chunk.delay = 2s"))
        .hasMessage("parley.response-cache.chunk.delay: 2s (expected: ≤ 1s)");
  }

  private static ResponseCacheSettings with(String override) {
    return ResponseCacheSettings.from(
        ConfigFactory.parseString("parley.response-cache { " + override + " }")
            .withFallback(ConfigFactory.load()));
  }
}
