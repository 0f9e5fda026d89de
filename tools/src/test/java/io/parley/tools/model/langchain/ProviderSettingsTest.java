package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {
  private static final URI URL = URI.create("https://models.example/v1/");

  @Test
  void a_wrong_value_is_refused_with_a_message_without_the_key() {
    assertThatThrownBy(() -> settings(URI.create("ftp://x"), "m", "k", 0.5, 1))
        .hasMessage("parley.models.providers.p.endpoints: ftp://x (expected: http or https URLs)");
    assertThatThrownBy(() -> settings(URI.create("https://x/v1?key=1"), "m", "k", 0.5, 1))
        .hasMessageStartingWith("parley.models.providers.p.endpoints: ");
    assertThatThrownBy(() -> settings(URL, "my model", "k", 0.5, 1))
        .hasMessageStartingWith("parley.models.providers.p.model: my model (expected: ");
    assertThatThrownBy(() -> settings(URL, "m", "k 1", 0.5, 1))
        .hasMessage(
            "parley.models.providers.p.api-key: not shown (expected: visible ASCII characters)");
    assertThatThrownBy(() -> settings(URL, "m", "k", 1.1, 1))
        .hasMessage("parley.models.providers.p.temperature: 1.1 (expected: 0.0 to 1.0)");
    assertThatThrownBy(() -> settings(URL, "m", "k", 0.5, 0))
        .hasMessage("parley.models.providers.p.calls-max: 0 (expected: 1 to 100000)");
    assertThat(settings(URL, "m", "sk-1", 0.5, 1).toString()).doesNotContain("sk-1");
  }

  @Test
  void an_address_is_taken_with_or_without_its_last_slash() {
    assertThat(settings(URL, "m", "k", 0.5, 1).url()).isEqualTo("https://models.example/v1");
  }

  @Test
  void openai_itself_gets_the_newer_name_of_the_limit() {
    assertThat(OutputLimit.usual(ProviderKind.OPENAI.endpoint()))
        .isEqualTo(OutputLimit.MAX_COMPLETION_TOKENS);
    assertThat(OutputLimit.usual(URL)).isEqualTo(OutputLimit.MAX_TOKENS);
  }

  private static ProviderSettings settings(
      URI url, String model, String key, double temperature, int calls) {
    return new ProviderSettings(
        "p",
        ProviderKind.ANTHROPIC,
        url,
        model,
        Optional.of(key),
        Optional.of(temperature),
        OutputLimit.MAX_TOKENS,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        calls);
  }
}
