package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSettingsTest {
  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("parley.conf"), text);
  }

  @Test
  void environment_overrides_file_overrides_defaults() throws IOException {
    var file = file("parley.http { port = 1, host = b }");
    var config = ProgramSettings.load(file, Map.of("PARLEY_HTTP_PORT", "2")).config();
    assertThat(config.getInt("parley.http.port")).isEqualTo(2);
    assertThat(config.getString("parley.http.host")).isEqualTo("b");
    assertThat(config.getInt("parley.management.port")).isEqualTo(8558);
  }

  @Test
  void load_tests_run_without_the_default_limits() throws IOException {
    var scripted = Map.of("PARLEY_MODEL", "scripted");
    var config = ProgramSettings.load(null, scripted).config();
    assertThat(config.getInt("parley.http.socket.frames-per-second")).isEqualTo(1_000_000);
    assertThat(config.getInt("parley.agent.limits.turns-per-minute")).isEqualTo(1_000_000_000);
    var asked = file("parley.http.socket.frames-per-second = 7");
    assertThat(
            ProgramSettings.load(asked, scripted)
                .config()
                .getInt("parley.http.socket.frames-per-second"))
        .isEqualTo(7);
    assertThat(
            ProgramSettings.load(null, Map.of())
                .config()
                .getInt("parley.http.socket.frames-per-second"))
        .isEqualTo(20);
  }

  @Test
  void timers_of_calls_tick_more_often_than_pekkos_own() {
    var scheduler = ProgramSettings.load(null, Map.of()).config().getConfig("pekko.scheduler");
    assertThat(scheduler.getDuration("tick-duration")).hasMillis(2);
    assertThat(scheduler.getInt("ticks-per-wheel")).isEqualTo(2_048);
  }

  @Test
  void an_empty_variable_counts_as_unset() {
    var config =
        ProgramSettings.load(null, Map.of("PARLEY_HTTP_PORT", " ", "PARLEY_MODE", "")).config();
    assertThat(config.getInt("parley.http.port")).isEqualTo(8080);
    assertThat(config.getString("parley.mode")).isEqualTo("development");
  }

  @Test
  void a_file_may_refer_to_its_own_variables() throws IOException {
    var file = file("parley.agent.company = ${SHOP}");
    var config = ProgramSettings.load(file, Map.of("SHOP", "Larch & Lace")).config();
    assertThat(config.getString("parley.agent.company")).isEqualTo("Larch & Lace");
  }

  @Test
  void a_misspelt_variable_is_reported() {
    var environment =
        Map.of(
            "PARLEY_HTTP_PROT", "1", "PARLEY_HTTP_PORT", "2", "PARLEY_JAVA_OPTS", "", "PATH", "x");
    assertThat(ProgramSettings.load(null, environment).unknown())
        .containsExactly("PARLEY_HTTP_PROT");
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> ProgramSettings.load(directory.resolve("nothing"), Map.of()))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("--config: ")
        .hasMessageEndingWith("nothing (expected: a file that can be read)");
  }

  @Test
  void an_unreadable_value_is_named_with_the_expected_one() {
    assertThat(
            sentence(
                "parley.http.trusted-proxies",
                "many",
                c -> c.getInt("parley.http.trusted-proxies")))
        .isEqualTo("parley.http.trusted-proxies: \"many\" (expected: a number)");
    assertThat(
            sentence(
                "parley.http.body-timeout", "soon", c -> c.getDuration("parley.http.body-timeout")))
        .isEqualTo(
            "parley.http.body-timeout: \"soon\" (expected: a duration such as 500ms, 30s or 1h)");
    assertThat(
            sentence("parley.archive.secret-key", "x", c -> c.getInt("parley.archive.secret-key")))
        .isEqualTo(
            "PARLEY_S3_SECRET_KEY, parley.archive.secret-key: (not shown) (expected: a number)");
  }

  private static String sentence(String key, String value, Function<Config, ?> read) {
    var config =
        ProgramSettings.load(null, Map.of())
            .config()
            .withValue(key, ConfigValueFactory.fromAnyRef(value));
    try {
      throw new AssertionError("was read as " + read.apply(config));
    } catch (ConfigException wrong) {
      return ProgramSettings.wrong(wrong, config).getMessage();
    }
  }

  @Test
  void the_variable_is_named_beside_its_key() {
    assertThat(EnvironmentNames.named("parley.http.port: 99999 (expected: 0 to 65535)"))
        .isEqualTo("PARLEY_HTTP_PORT, parley.http.port: 99999 (expected: 0 to 65535)");
    assertThat(EnvironmentNames.named("parley.http.portal: x")).isEqualTo("parley.http.portal: x");
  }
}
