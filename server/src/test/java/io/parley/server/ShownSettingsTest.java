package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.conventions.Repository;
import io.parley.http.route.ManagedPort;
import io.parley.operations.runtime.ConfigurationEndpoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Compares what `GET /configuration` hides and shows with `docs/CONFIGURATION.md`: secrets are the
/// settings whose row there says "A secret".
class ShownSettingsTest {
  private static final String MARKER = "s3cr3t-m4rker";
  private static final Pattern ROW =
      Pattern.compile("^\\| `(parley\\.[^`]+)` \\|.*$", Pattern.MULTILINE);

  private static final Map<String, Boolean> DOCUMENTED = documented();

  /// Whether it is a secret, by key.
  private static Map<String, Boolean> documented() {
    var settings = new TreeMap<String, Boolean>();
    ROW.matcher(Repository.read(Repository.ROOT.resolve("docs/CONFIGURATION.md")))
        .results()
        .forEach(row -> settings.put(row.group(1), row.group().contains(" A secret")));
    return settings;
  }

  /// Each documented key, set to the marker.
  private static JsonNode told() {
    var values = new TreeMap<String, Object>();
    DOCUMENTED.keySet().forEach(key -> values.put(key, MARKER));
    try (var port =
        new ManagedPort(
            List.of(
                ConfigurationEndpoint.of(
                    ConfigFactory.parseMap(values), EnvironmentNames::isSecret)))) {
      return port.get("/configuration", 200).get("settings");
    }
  }

  @Test
  void addresses_and_passwords_of_databases_beside_the_main_one_are_hidden() {
    var acme = "parley.database.others.acme.";
    assertThat(EnvironmentNames.isSecret(acme + "url")).isTrue();
    assertThat(EnvironmentNames.isSecret(acme + "password")).isTrue();
    assertThat(EnvironmentNames.isSecret(acme + "user")).isFalse();
  }

  @Test
  void exactly_the_documented_secrets_are_hidden() {
    var told = told();
    var hidden = new TreeSet<String>();
    told.properties().stream()
        .filter(setting -> !setting.getValue().get("value").asText().equals(MARKER))
        .forEach(setting -> hidden.add(setting.getKey()));
    var secrets = new TreeSet<>(DOCUMENTED.keySet());
    secrets.removeIf(key -> !DOCUMENTED.get(key));
    assertThat(told.fieldNames()).toIterable().containsExactlyElementsOf(DOCUMENTED.keySet());
    assertThat(hidden).isEqualTo(secrets);
  }

  /// Guards against rows that are wrong in the same way as the program.
  @Test
  void known_secrets_are_documented_as_secrets() {
    assertThat(DOCUMENTED)
        .containsAllEntriesOf(
            Map.of(
                "parley.tokens.agent", true,
                "parley.tokens.operator", true,
                "parley.tokens.keys", true,
                "parley.model.openai.api-key", true,
                "parley.models.provider-defaults.api-key", true,
                "parley.database.url", true,
                "parley.database.password", true,
                "parley.archive.access-key", true,
                "parley.archive.secret-key", true));
  }

  @Test
  void settings_with_secret_like_names_are_shown() {
    var told = told();
    for (var key :
        List.of(
            "parley.tokens.lifetime",
            "parley.management.token-needed",
            "parley.agent.limits.output-tokens",
            "parley.agent.limits.tokens-per-hour",
            "parley.http.tls.key",
            "parley.cluster.tls.authority"))
      assertThat(told.get(key).get("value").asText()).as(key).isEqualTo(MARKER);
  }
}
