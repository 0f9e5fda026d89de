package io.parley.persistence.cluster;

import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import java.time.Duration;

/// A database with one connection, for work that must not wait behind the work of sessions.
final class OneConnection {
  /// Timeout of a statement or a lock: a member that cannot record itself for longer has lost its
  /// record's freshness anyway.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private OneConnection() {}

  /// @param queue how much work may wait for the connection
  static Database to(DatabaseSettings settings, int queue) {
    return Database.open(
        new DatabaseSettings(
            settings.url(),
            settings.user(),
            settings.password(),
            1,
            queue,
            shorter(settings.connectionTimeout()),
            shorter(settings.statementTimeout()),
            settings.journal()));
  }

  private static Duration shorter(Duration timeout) {
    return timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE;
  }
}
