package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.tools.model.langchain.ProviderKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnModelSettingsTest {
  private static final URI GATEWAY = URI.create("https://llm.example/v1");

  private static Config config(String text) {
    return ConfigFactory.parseString(text)
        .withFallback(ConfigFactory.parseResources("reference.conf"))
        .resolve(ConfigResolveOptions.noSystem());
  }

  private static OwnModelSettings with(String addresses) {
    return OwnModelSettings.from(config("parley.models.own.addresses = " + addresses));
  }

  @Test
  void by_default_no_address_is_allowed_beside_the_providers_own() {
    var settings = OwnModelSettings.from(config(""));
    assertThat(settings.addresses()).isEmpty();
    assertThat(settings.callsMax()).isEqualTo(256);
    assertThat(settings.totalTimeout()).isEqualTo(Duration.ofSeconds(50));
    assertThat(settings.allows(GATEWAY)).isFalse();
  }

  @Test
  void a_whole_address_is_allowed_and_nothing_like_it() {
    var settings = with("[\"https://llm.example/v1\"]");
    assertThat(settings.allows(GATEWAY)).isTrue();
    assertThat(settings.allows(URI.create("http://llm.example/v1"))).isFalse();
    assertThat(settings.allows(URI.create("https://llm.example/v1/../admin"))).isFalse();
    assertThat(settings.allows(URI.create("https://llm.example.evil/v1"))).isFalse();
  }

  @Test
  void wrong_addresses_are_refused() {
    assertThatThrownBy(() -> with("[\"llm.example\"]"))
        .hasMessageStartingWith("parley.models.own.addresses: llm.example (expected: ");
    assertThatThrownBy(() -> with("[\"https://a.example/v1\", \"https://a.example/v1\"]"))
        .hasMessageContaining("each address once");
  }

  @Test
  void every_purpose_has_the_organisations_models_alone() {
    var own = OwnModelSettings.from(config(""));
    var claude = own.entry(ProviderKind.ANTHROPIC, Optional.empty(), "claude", "a-key-of-the-shop");
    assertThat(claude.name()).isEqualTo("organisation");
    var settings = own.of(Map.of("strong", claude));
    assertThat(settings.routes().reply()).isEqualTo(List.of("strong"));
    assertThat(settings.routes().classify()).isEqualTo(settings.routes().reply());
    assertThat(settings.routes().cheaper()).isEmpty();
    assertThat(settings.description()).isEqualTo("claude at api.anthropic.com");
    assertThat(settings.toString()).doesNotContain("a-key-of-the-shop");
  }
}
