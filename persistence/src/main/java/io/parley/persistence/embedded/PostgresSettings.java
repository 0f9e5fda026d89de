package io.parley.persistence.embedded;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Settings of the embedded PostgreSQL: `parley.embedded.postgres`; see `reference.conf`.
///
/// @param port on 127.0.0.1; 0 = any free one
public record PostgresSettings(
    int port, int connectionsMax, Duration startTimeout, Duration stopTimeout) {
  private static final int PORT_MAX = 65_535;
  private static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);
  private static final Duration TIMEOUT_MAX = Duration.ofHours(1);
  private static final int CONNECTIONS_MIN = 10;
  private static final int CONNECTIONS_LIMIT = 2_000;

  public PostgresSettings {
    Expect.between("embedded.postgres.port", port, 0, PORT_MAX);
    Expect.between(
        "embedded.postgres.connections-max", connectionsMax, CONNECTIONS_MIN, CONNECTIONS_LIMIT);
    Expect.between("embedded.postgres.start-timeout", startTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
    Expect.between("embedded.postgres.stop-timeout", stopTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
  }

  /// @param config the whole configuration
  public static PostgresSettings from(Config config) {
    var own = config.getConfig("parley.embedded.postgres");
    return new PostgresSettings(
        own.getInt("port"),
        own.getInt("connections-max"),
        own.getDuration("start-timeout"),
        own.getDuration("stop-timeout"));
  }

  PostgresSettings withPort(int bound) {
    return new PostgresSettings(bound, connectionsMax, startTimeout, stopTimeout);
  }
}
