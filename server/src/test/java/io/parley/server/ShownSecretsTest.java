package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownSecretsTest {
  private static List<String> warnings(String settings, String line) {
    var config =
        ConfigFactory.parseString(settings)
            .withFallback(ProgramSettings.load(null, Map.of()).config());
    return ShownSecrets.warnings(config, line);
  }

  @Test
  void a_secret_on_the_command_line_is_reported_without_its_value() {
    assertThat(
            warnings(
                "parley.tokens.operator = an-operator-token",
                "java\0-Dparley.tokens.operator=an-operator-token\0-cp\0lib"))
        .containsExactly(
            "parley.tokens.operator is on the command line, where everybody on this machine can"
                + " read it: set PARLEY_OPERATOR_TOKEN instead");
  }

  @Test
  void other_values_and_sources_are_not_reported() {
    assertThat(warnings("parley.tokens.operator = an-operator-token", "java\0-cp\0lib")).isEmpty();
    assertThat(warnings("", "java\0-Dparley.http.port=1\0-Dparley.tokens.lifetime=1h")).isEmpty();
    assertThat(warnings("parley.tokens.agent = \"\"", "java\0-Dparley.tokens.agent=")).isEmpty();
  }

  @Test
  void a_database_url_with_a_password_counts_as_a_secret() {
    var line = "java\0-Dparley.database.url=jdbc:postgresql://db/parley";
    var plain = "parley.database.url = \"jdbc:postgresql://db/parley\"";
    assertThat(warnings(plain, line)).isEmpty();
    assertThat(warnings(plain.replace("parley\"", "parley?password=x\""), line)).hasSize(1);
  }

  @Test
  void this_process_has_no_secret_on_its_command_line() {
    assertThat(ShownSecrets.warnings(ProgramSettings.load(null, Map.of()).config())).isEmpty();
  }
}
