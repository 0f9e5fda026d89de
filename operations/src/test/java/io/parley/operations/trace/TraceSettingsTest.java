package io.parley.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSettingsTest {
  private static final String ENDPOINT = "parley.tracing.endpoint = \"http://127.0.0.1:4318\"\n";

  @Test
  void nothing_is_traced_by_default() {
    assertThat(TraceSettings.from(config(""))).isEmpty();
    assertThat(TraceSettings.from(config("parley.tracing.endpoint = \" \""))).isEmpty();
  }

  @Test
  void the_defaults_are_those_of_the_file() {
    assertThat(TraceSettings.from(config(ENDPOINT)).orElseThrow())
        .isEqualTo(
            new TraceSettings(
                URI.create("http://127.0.0.1:4318"),
                Map.of(),
                "parley",
                1.0,
                true,
                8192,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2)));
  }

  @Test
  void every_key_is_read() {
    var settings =
        TraceSettings.from(
                config(
                    """
                    parley.tracing {
                      endpoint = "https://collector.example/otlp/"
                      headers = "Authorization=Bearer%20a+b%3D, x-tenant=7"
                      service = shop
                      sample-ratio = 0.25
                      join-callers = false
                      waiting-max = 10
                      interval = 2s
                      timeout = 3s
                      flush = 4s
                    }
                    """))
            .orElseThrow();
    assertThat(settings)
        .isEqualTo(
            new TraceSettings(
                URI.create("https://collector.example/otlp/"),
                Map.of("Authorization", "Bearer a+b=", "x-tenant", "7"),
                "shop",
                0.25,
                false,
                10,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
    assertThat(settings.url()).isEqualTo("https://collector.example/otlp/v1/traces");
    assertThat(settings.toString()).doesNotContain("Bearer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          endpoint = "collector:4318"       | parley.tracing.endpoint
          endpoint = "http://me:secret@a"   | parley.tracing.endpoint
          endpoint = "http://not a host"    | parley.tracing.endpoint
          headers = "my-secret"             | parley.tracing.headers
          headers = "a=%zz-my-secret"       | parley.tracing.headers
          service = ""                      | parley.tracing.service
          sample-ratio = 1.5                | parley.tracing.sample-ratio
          sample-ratio = -0.1               | parley.tracing.sample-ratio
          waiting-max = 0                   | parley.tracing.waiting-max
          interval = 0s                     | parley.tracing.interval
          timeout = 0s                      | parley.tracing.timeout
          flush = 0s                        | parley.tracing.flush
          """)
  void a_wrong_value_is_named_without_its_secret(String setting, String key) {
    assertThatThrownBy(() -> TraceSettings.from(config(ENDPOINT + "parley.tracing." + setting)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + ":")
        .hasMessageContaining("expected:")
        .hasMessageNotContaining("secret");
  }

  private static Config config(String over) {
    return ConfigFactory.parseString(over).withFallback(ConfigFactory.defaultReference());
  }
}
