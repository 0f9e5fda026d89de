package io.parley.knowledge.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.knowledge.rerank.RerankerSettings.Wire;
import io.parley.outbound.breaker.BreakerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RerankerSettingsTest {
  @Test
  void there_is_none_by_default() {
    assertThat(with("")).isEmpty();
  }

  @Test
  void a_server_has_defaults_and_every_key_can_be_changed() {
    assertThat(with("kind = cohere"))
        .contains(
            new RerankerSettings(
                Wire.COHERE,
                URI.create("https://api.cohere.com/v2"),
                Optional.empty(),
                Optional.empty(),
                20,
                2_000,
                Duration.ofMillis(800),
                new BreakerSettings(5, Duration.ofSeconds(10), Duration.ofMinutes(2))));
    assertThat(
            with(
                """
                kind = tei, url = "http://localhost:8080/", api-key = k, model = m, passages = 7, text-chars = 900
                timeout = 2s, retry-after-max = 3s, breaker { failures = 4, open-for = 6s }
                """))
        .contains(
            new RerankerSettings(
                Wire.TEI,
                URI.create("http://localhost:8080"),
                Optional.of("k"),
                Optional.of("m"),
                7,
                900,
                Duration.ofSeconds(2),
                new BreakerSettings(4, Duration.ofSeconds(6), Duration.ofSeconds(3))));
  }

  @Test
  void wrong_values_are_named_and_keys_are_not_shown() {
    assertThatThrownBy(() -> with("kind = voodoo")).hasMessageContaining("parley.reranker.kind");
    assertThatThrownBy(() -> with("kind = tei, url = \"ftp://x\""))
        .hasMessageContaining("parley.reranker.url");
    assertThatThrownBy(() -> with("kind = tei, passages = 21"))
        .hasMessageContaining("parley.reranker.passages");
    assertThatThrownBy(() -> with("kind = tei, api-key = \"se cret\""))
        .hasMessageContaining("parley.reranker.api-key")
        .hasMessageNotContaining("cret\"");
    assertThat(with("kind = tei, api-key = secret").orElseThrow().toString())
        .doesNotContain("secret");
  }

  private static Optional<RerankerSettings> with(String overrides) {
    return RerankerSettings.from(
        ConfigFactory.parseString("parley.reranker {" + overrides + "}")
            .withFallback(ConfigFactory.load()));
  }
}
