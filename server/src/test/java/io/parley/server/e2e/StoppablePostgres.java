package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.PostgresSettings;
import io.parley.persistence.schema.Maintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/// A PostgreSQL of the test's own, which a server uses, and which the test can stop meanwhile.
final class StoppablePostgres implements AutoCloseable {
  private final DataDirectory data;
  private LocalPostgres running;

  private StoppablePostgres(DataDirectory data, LocalPostgres running) {
    this.data = data;
    this.running = running;
  }

  static StoppablePostgres start(Path directory) throws IOException {
    var data = DataDirectory.open(directory);
    // on which it restarts
    return new StoppablePostgres(data, LocalPostgres.start(data, settings(FreePort.find())));
  }

  private static PostgresSettings settings(int port) {
    return PostgresSettings.from(
        ConfigFactory.parseString(
                "parley.embedded.postgres { stop-timeout = 3s, port = %d }".formatted(port))
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  /// The settings with which a server uses it.
  Map<String, String> variables() {
    return Map.of(
        "PARLEY_DATABASE_URL", running.url(),
        "PARLEY_DATABASE_USER", running.user(),
        "PARLEY_DATABASE_PASSWORD", running.password());
  }

  Connection connect() throws SQLException {
    return Maintenance.connect(running.url(), running.user(), running.password());
  }

  /// Like `pg_ctl stop -m immediate`: without a checkpoint.
  void stopImmediately() throws IOException, InterruptedException {
    var pid = Files.readAllLines(data.postgres().resolve("postmaster.pid")).getFirst().strip();
    assertThat(new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor()).isZero();
    // before its supervisor starts it again
    running.close();
  }

  /// Starts it on the same port, with everything that was committed.
  void startAgain() {
    running = LocalPostgres.start(data, settings(running.port()));
  }

  @Override
  public void close() {
    running.close();
    data.close();
  }
}
