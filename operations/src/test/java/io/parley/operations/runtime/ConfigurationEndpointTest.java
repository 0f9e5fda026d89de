package io.parley.operations.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.parley.http.route.ManagedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationEndpointTest {
  private static final String MARKER = "s3cr3t-m4rker";

  @TempDir static Path directory;

  private static JsonNode settings(Config config, String query, Predicate<String> secret) {
    try (var port = new ManagedPort(List.of(ConfigurationEndpoint.of(config, secret)))) {
      return port.get("/configuration" + query, 200).get("settings");
    }
  }

  private static JsonNode settings(String config) {
    return settings(ConfigFactory.parseString(config), "", _ -> false);
  }

  @Test
  void each_setting_is_shown_with_its_origin() throws IOException {
    var file = Files.writeString(directory.resolve("my.conf"), "\nparley.text.said-max = 7\n");
    var config =
        ConfigFactory.parseString("parley.mode = production")
            .withValue("parley.http.port", ConfigValueFactory.fromAnyRef("80", "PARLEY_HTTP_PORT"))
            .withFallback(ConfigFactory.parseFile(file.toFile()))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    var told = settings(config, "", _ -> false);
    assertThat(told.at("/parley.http.port").toString())
        .isEqualTo("{\"value\":\"80\",\"origin\":\"PARLEY_HTTP_PORT\"}");
    assertThat(told.at("/parley.text.said-max").toString())
        .isEqualTo("{\"value\":\"7\",\"origin\":\"my.conf:2\"}");
    assertThat(told.at("/parley.http.body-timeout").toString())
        .isEqualTo("{\"value\":\"10s\",\"origin\":\"default\"}");
    assertThat(told.toString()).doesNotContain(directory.toString());
    assertThat(told.fieldNames()).toIterable().allMatch(name -> name.startsWith("parley."));
  }

  @Test
  void values_with_names_of_secrets_are_hidden_everywhere() {
    var told =
        settings(
            """
            parley {
              tokens.agent = "%1$s"
              a.api-key = "%1$s", a.API_KEY = "%1$s", b.password = "%1$s", c.credentials { user = "%1$s" }
              providers = [{ name = one, api-key = "%1$s" }, { name = two, secret = ["%1$s"] }]
              headers { Authorization = "Bearer %1$s" }
              unset.password = ""
            }\
            """
                .formatted(MARKER));
    assertThat(told.toString()).doesNotContain(MARKER);
    assertThat(told.at("/parley.providers.0.name/value").asText()).isEqualTo("one");
    assertThat(told.at("/parley.providers.1.secret/value").asText())
        .isEqualTo(ConfigurationEndpoint.HIDDEN);
    assertThat(told.at("/parley.tokens.agent/value").asText())
        .isEqualTo(ConfigurationEndpoint.HIDDEN);
    assertThat(told.at("/parley.unset.password/value").asText()).isEmpty();
  }

  @Test
  void secrets_under_other_names_are_hidden() {
    var config = ConfigFactory.parseString("parley.database.url = \"%s\"".formatted(MARKER));
    var told = settings(config, "", "parley.database.url"::equals);
    assertThat(told.at("/parley.database.url/value").asText())
        .isEqualTo(ConfigurationEndpoint.HIDDEN);
  }

  @Test
  void addresses_are_shown_without_credentials() {
    var told =
        settings(
            """
            parley.one = "https://ada:%1$s@models.example/v1?sig=%1$s"
            parley.two = ["jdbc:postgresql://db.example/parley?user=ada&password=%1$s"]\
            """
                .formatted(MARKER));
    assertThat(told.toString()).doesNotContain(MARKER);
    assertThat(told.at("/parley.one/value").asText()).isEqualTo("https://models.example/v1");
    assertThat(told.at("/parley.two.0/value").asText())
        .isEqualTo("jdbc:postgresql://db.example/parley");
  }

  @Test
  void only_settings_of_parley_and_pekko_are_shown() {
    var config = ConfigFactory.parseString("java.home = x, parley.a = 1, pekko.loglevel = INFO");
    assertThat(settings(config, "?under=pekko", _ -> false).toString())
        .startsWith("{\"pekko.loglevel\"");
    assertThat(settings(config, "?under=parley.nothing", _ -> false)).isEmpty();
    try (var port = new ManagedPort(List.of(ConfigurationEndpoint.of(config, _ -> false)))) {
      for (var other : List.of("java", "", "user.dir", "parleys", "parley..a", "parley.%22a%22"))
        port.get("/configuration?under=" + other, 400);
    }
  }
}
