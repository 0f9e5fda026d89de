package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.http.route.ManagedPort;
import io.parley.operations.runtime.ConfigurationEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagementSettingsTest {
  private static final String MARKER = "m4rked-s3cret-0123456789";

  private static Config with(String settings) {
    return ConfigFactory.parseString(settings)
        .withFallback(ProgramSettings.load(null, Map.of()).config());
  }

  @Test
  void in_production_the_token_is_required_except_for_metrics() {
    assertThat(ManagementSettings.from(with(""), true))
        .isEqualTo(new ManagementSettings(true, true));
    assertThat(ManagementSettings.from(with(""), false))
        .isEqualTo(new ManagementSettings(false, true));
  }

  @Test
  void every_key_changed() {
    var changed = with("parley.management { token-needed = always, metrics-open = false }");
    assertThat(ManagementSettings.from(changed, false))
        .isEqualTo(new ManagementSettings(true, false));
  }

  @Test
  void production_cannot_disable_the_token() {
    assertThatThrownBy(
            () -> ManagementSettings.from(with("parley.management.token-needed = never"), true))
        .hasMessage("parley.management.token-needed: never (expected: production or always)");
  }

  /// Sets each of our variables that takes any text to a unique value; those that the program
  /// treats as secrets must not be shown.
  @Test
  void no_secret_is_ever_shown() {
    var environment = new HashMap<String, String>();
    for (var name :
        List.of(
            "PARLEY_AGENT_TOKEN",
            "PARLEY_OPERATOR_TOKEN",
            "PARLEY_TOKEN_KEYS",
            "OPENAI_API_KEY",
            "ANTHROPIC_API_KEY",
            "GEMINI_API_KEY",
            "DEEPGRAM_API_KEY",
            "ELEVENLABS_API_KEY",
            "PARLEY_DATABASE_PASSWORD",
            "PARLEY_S3_ACCESS_KEY",
            "PARLEY_S3_SECRET_KEY",
            "OTEL_EXPORTER_OTLP_HEADERS")) environment.put(name, MARKER);
    environment.put("PARLEY_DATABASE_URL", "jdbc:postgresql://db/parley?password=" + MARKER);
    environment.put("OPENAI_BASE_URL", "https://ada:" + MARKER + "@models.example/v1");
    environment.put("PARLEY_S3_BUCKET", "shown");
    var providers =
        "parley.models.providers.own { kind = openai, model = m, api-key = \"%s\" }"
            .formatted(MARKER);
    var config =
        ConfigFactory.parseString(providers)
            .withFallback(ProgramSettings.load(null, environment).config());
    try (var port =
        new ManagedPort(List.of(ConfigurationEndpoint.of(config, EnvironmentNames::isSecret)))) {
      var told = (ObjectNode) port.get("/configuration", 200).get("settings");
      assertThat(told.toString()).doesNotContain(MARKER).contains("models.example");
      assertThat(told.at("/parley.archive.bucket").toString())
          .isEqualTo("{\"value\":\"shown\",\"origin\":\"PARLEY_S3_BUCKET\"}");
      assertThat(told.at("/parley.tokens.operator").toString())
          .isEqualTo("{\"value\":\"(not shown)\",\"origin\":\"PARLEY_OPERATOR_TOKEN\"}");
      assertThat(told.has("parley.management.token-needed")).isTrue();
      assertThat(port.get("/configuration?under=pekko", 200).toString()).doesNotContain(MARKER);
    }
  }
}
