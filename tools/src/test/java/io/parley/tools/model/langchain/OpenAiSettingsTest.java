package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiSettingsTest {
  /// Without the environment, in which somebody may have a key.
  private static final Config DEFAULTS =
      ConfigFactory.parseResources("reference.conf").resolve(ConfigResolveOptions.noSystem());

  @Test
  void defaults() {
    assertThat(OpenAiSettings.from(DEFAULTS, "gpt-4o-mini"))
        .isEqualTo(
            new OpenAiSettings(
                "gpt-4o-mini",
                URI.create("https://api.openai.com/v1"),
                Optional.empty(),
                Optional.empty(),
                OutputLimit.MAX_COMPLETION_TOKENS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                256));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        base-url = "http://127.0.0.1:11434/v1", api-key = "sk-1", temperature = 0.5
        output-limit = auto, connect-timeout = 1s, silence-timeout = 2s, total-timeout = 3s
        calls-max = 4\
        """;
    assertThat(with(config))
        .isEqualTo(
            new OpenAiSettings(
                "qwen3",
                URI.create("http://127.0.0.1:11434/v1"),
                Optional.of("sk-1"),
                Optional.of(0.5),
                OutputLimit.MAX_TOKENS,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                4));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message_without_the_key() {
    assertThatThrownBy(() -> with("base-url = \"ftp://x\""))
        .hasMessage("parley.model.openai.base-url: ftp://x (expected: an http or https URL)");
    assertThatThrownBy(() -> with("base-url = \"not a url\""))
        .hasMessageStartingWith("parley.model.openai.base-url: not a url");
    assertThatThrownBy(() -> with("api-key = \"sk 1\""))
        .hasMessage("parley.model.openai.api-key: not shown (expected: visible ASCII characters)");
    assertThatThrownBy(() -> with("api-key = [\"sk-1\"]")).hasMessageNotContaining("sk-1");
    assertThatThrownBy(() -> with("temperature = 2.1"))
        .hasMessage("parley.model.openai.temperature: 2.1 (expected: 0.0 to 2.0)");
    assertThatThrownBy(() -> with("output-limit = some"))
        .hasMessage(
            "parley.model.openai.output-limit: some (expected: auto, max_tokens or"
                + " max_completion_tokens)");
    assertThat(with("api-key = \"sk-1\"").toString()).doesNotContain("sk-1");
  }

  private static OpenAiSettings with(String overrides) {
    return OpenAiSettings.from(
        ConfigFactory.parseString("parley.model.openai { " + overrides + " }")
            .withFallback(DEFAULTS),
        "qwen3");
  }
}
