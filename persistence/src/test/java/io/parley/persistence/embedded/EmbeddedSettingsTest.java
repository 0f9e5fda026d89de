package io.parley.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedSettingsTest {
  @Test
  void the_database_has_these_defaults() {
    assertThat(PostgresSettings.from(with("")))
        .isEqualTo(new PostgresSettings(0, 200, Duration.ofSeconds(120), Duration.ofSeconds(30)));
  }

  @Test
  void every_key_of_the_database_can_be_changed() {
    var changed =
        with(
            """
            parley.embedded.postgres {
              port = 5433, connections-max = 50, start-timeout = 5m, stop-timeout = 7s
            }
            """);
    assertThat(PostgresSettings.from(changed))
        .isEqualTo(new PostgresSettings(5433, 50, Duration.ofMinutes(5), Duration.ofSeconds(7)));
  }

  @Test
  void the_object_store_has_these_defaults() {
    assertThat(ObjectStoreSettings.from(with("")))
        .isEqualTo(new ObjectStoreSettings(0, 384, Duration.ofSeconds(30), Duration.ofSeconds(10)));
  }

  @Test
  void every_key_of_the_object_store_can_be_changed() {
    var changed =
        with(
            """
            parley.embedded.object-store {
              port = 9000, heap = 1 GiB, start-timeout = 1m, stop-timeout = 2s
            }
            """);
    assertThat(ObjectStoreSettings.from(changed))
        .isEqualTo(
            new ObjectStoreSettings(9000, 1024, Duration.ofMinutes(1), Duration.ofSeconds(2)));
  }

  @Test
  void a_value_out_of_range_is_named_with_what_was_expected() {
    assertThatThrownBy(() -> PostgresSettings.from(with("parley.embedded.postgres.port = 65536")))
        .hasMessage("embedded.postgres.port: 65536 (expected: 0 to 65535)");
    assertThatThrownBy(
            () -> PostgresSettings.from(with("parley.embedded.postgres.connections-max = 9")))
        .hasMessage("embedded.postgres.connections-max: 9 (expected: 10 to 2000)");
    assertThatThrownBy(
            () -> PostgresSettings.from(with("parley.embedded.postgres.stop-timeout = 999ms")))
        .hasMessage("embedded.postgres.stop-timeout: 999ms (expected: 1s to 3600s)");
    assertThatThrownBy(
            () -> ObjectStoreSettings.from(with("parley.embedded.object-store.heap = 127 MiB")))
        .hasMessage("embedded.object-store.heap (MiB): 127 (expected: 128 to 65536)");
  }

  private static Config with(String changes) {
    return ConfigFactory.parseString(changes)
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }
}
