package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.parley.http.tool.PublicAddress;
import io.parley.server.ServerSettings.Address;
import io.parley.server.ServerSettings.Mode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {
  private static ServerSettings from(Map<String, String> environment) {
    return ServerSettings.from(ProgramSettings.load(null, environment).config());
  }

  @Test
  void the_defaults() {
    assertThat(from(Map.of()))
        .isEqualTo(
            new ServerSettings(
                Mode.DEVELOPMENT,
                Path.of("data"),
                new Address("127.0.0.1", 8080),
                new Address("127.0.0.1", 8558),
                new Address("127.0.0.1", 0),
                256,
                Set.of(),
                new PublicAddress(Optional.empty()),
                0,
                131_072,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofSeconds(90),
                Duration.ofSeconds(10)));
  }

  @Test
  void every_key_changed() {
    var config =
        ConfigFactory.parseString(
                """
                parley {
                  mode = production
                  data = /var/lib/parley
                  http { host = a, port = 1, origins = ["https://shop.example"], trusted-proxies = 2 }
                  http { public-url = "https://chat.shop.example/p/" }
                  http { body-bytes-max = 3, body-timeout = 4s }
                  management { host = b, port = 5, connections-max = 8 }
                  cluster { host = c, port = 6 }
                  shutdown { calls-grace = 10s }
                  shutdown { drain-timeout = 7s, deadline = 8s, sent-away-deadline = 9s }
                }
                """)
            .withFallback(ProgramSettings.load(null, Map.of()).config());
    assertThat(ServerSettings.from(config))
        .isEqualTo(
            new ServerSettings(
                Mode.PRODUCTION,
                Path.of("/var/lib/parley"),
                new Address("a", 1),
                new Address("b", 5),
                new Address("c", 6),
                8,
                Set.of("https://shop.example"),
                new PublicAddress(Optional.of(URI.create("https://chat.shop.example/p"))),
                2,
                3,
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9)));
  }

  @Test
  void calls_have_no_more_time_than_the_deadline_leaves() {
    var settings = from(Map.of());
    assertThat(settings.callsGraceBeside(Duration.ofSeconds(66))).isEqualTo(settings.callsGrace());
    assertThat(settings.callsGraceBeside(Duration.ofSeconds(80))).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.callsGraceBeside(Duration.ofSeconds(91))).isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          parley.mode                 | test  | parley.mode: test (expected: development or production)
          parley.data                 | ' '   | parley.data: '' (expected: a directory)
          parley.http.host            | ' '   | parley.http.host: '' (expected: a host name or address)
          parley.http.port            | 65536 | parley.http.port: 65536 (expected: 0 to 65535)
          parley.http.port            | web   | parley.http.port: web (expected: 0 to 65535)
          parley.management.port      | -1    | parley.management.port: -1 (expected: 0 to 65535)
          parley.management.connections-max | 0 | parley.management.connections-max: 0 (expected: ≥ 1)
          parley.cluster.port         | 65536 | parley.cluster.port: 65536 (expected: 0 to 65535)
          parley.http.trusted-proxies | 11    | parley.http.trusted-proxies: 11 (expected: 0 to 10)
          parley.http.public-url      | shop  | parley.http.public-url: shop (expected: an address such as https://chat.shop.example)
          parley.http.public-url      | 'http://shop.example' | parley.http.public-url: http://shop.example (expected: an address such as https://chat.shop.example)
          parley.http.body-bytes-max  | 0     | parley.http.body-bytes-max: 0 (expected: ≥ 1)
          parley.http.body-timeout    | 0s    | parley.http.body-timeout: 0s (expected: > 0s)
          parley.shutdown.calls-grace | 3h    | parley.shutdown.calls-grace: 10800s (expected: 0s to 7200s)
          parley.shutdown.drain-timeout | 0s  | parley.shutdown.drain-timeout: 0s (expected: > 0s)
          parley.shutdown.deadline    | 0s    | parley.shutdown.deadline: 0s (expected: > 0s)
          parley.shutdown.sent-away-deadline | 0s | parley.shutdown.sent-away-deadline: 0s (expected: > 0s)
          """)
  void a_wrong_value_is_named(String key, String value, String sentence) {
    var config =
        ProgramSettings.load(null, Map.of())
            .config()
            .withValue(key, ConfigValueFactory.fromAnyRef(value));
    assertThatThrownBy(() -> ServerSettings.from(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void production_does_not_admit_every_origin() {
    var config =
        ConfigFactory.parseString("parley { mode = production, http.origins = [\"*\"] }")
            .withFallback(ProgramSettings.load(null, Map.of()).config());
    assertThatThrownBy(() -> ServerSettings.from(config))
        .hasMessage("parley.http.origins: * (expected: web sites by name in production)");
  }
}
