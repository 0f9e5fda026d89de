package io.parley.knowledge.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.outbound.breaker.BreakerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbedderSettingsTest {
  @Test
  void the_built_in_one_is_the_default() {
    assertThat(with("")).isEqualTo(new EmbedderSettings.BuiltIn());
  }

  @Test
  void an_endpoint_has_defaults_and_every_key_can_be_changed() {
    assertThat(with("kind = openai"))
        .isEqualTo(
            new EmbedderSettings.Endpoint(
                URI.create("https://api.openai.com/v1"),
                Optional.empty(),
                "text-embedding-3-small",
                1536,
                32,
                8_000,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                new BreakerSettings(5, Duration.ofSeconds(10), Duration.ofMinutes(2))));
    assertThat(
            with(
                """
                kind = openai
                openai {
                  url = "http://localhost:11434/v1/", api-key = k, model = m, dimensions = 7, batch = 8
                  text-chars = 900, connect-timeout = 1s, timeout = 2s, retry-after-max = 3s
                  breaker { failures = 4, open-for = 6s }
                }
                """))
        .isEqualTo(
            new EmbedderSettings.Endpoint(
                URI.create("http://localhost:11434/v1"),
                Optional.of("k"),
                "m",
                7,
                8,
                900,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                new BreakerSettings(4, Duration.ofSeconds(6), Duration.ofSeconds(3))));
  }

  @Test
  void a_model_in_files_needs_both() {
    assertThat(with("kind = onnx, onnx { model = a.onnx, tokenizer = t.json, pooling = cls }"))
        .isEqualTo(
            new EmbedderSettings.OnnxFile(
                Path.of("a.onnx"), Path.of("t.json"), EmbedderSettings.Pooling.CLS));
    assertThatThrownBy(() -> with("kind = onnx, onnx.model = a.onnx"))
        .hasMessage("parley.embedder.onnx.tokenizer: nothing (expected: a file)");
  }

  @Test
  void wrong_values_are_refused_and_a_key_is_never_shown() {
    assertThatThrownBy(() -> with("kind = remote"))
        .hasMessageStartingWith("parley.embedder.kind: remote (expected: ");
    assertThatThrownBy(() -> with("kind = openai, openai.url = localhost"))
        .hasMessageStartingWith("parley.embedder.openai.url: localhost (expected: an http");
    assertThatThrownBy(() -> with("kind = openai, openai.dimensions = 0"))
        .hasMessage("parley.embedder.openai.dimensions: 0 (expected: 1 to 4096)");
    assertThatThrownBy(() -> with("kind = openai, openai.api-key = \"a b\""))
        .hasMessage(
            "parley.embedder.openai.api-key: not shown (expected: visible ASCII characters)");
    assertThat(with("kind = openai, openai.api-key = sk-x").toString()).doesNotContain("sk-x");
  }

  private static EmbedderSettings with(String overrides) {
    return EmbedderSettings.from(
        ConfigFactory.parseString("parley.embedder { " + overrides + " }")
            .withFallback(ConfigFactory.load()));
  }
}
