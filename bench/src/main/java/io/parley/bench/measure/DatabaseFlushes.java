package io.parley.bench.measure;

import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// How often an embedded PostgreSQL has flushed its log (`fdatasync`), by its own count
/// (`pg_stat_io`, which its processes update once a second).
final class DatabaseFlushes {
  private static final String COUNT =
      "SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal'";

  private DatabaseFlushes() {}

  /// @param database PostgreSQL's data directory, inside one of Parley's
  /// @return 0 when no database runs there
  static long of(Path database) throws IOException {
    if (!Files.exists(database.resolve("postmaster.pid"))) return 0;
    try (var connection = LocalPostgres.connect(database.getParent());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(COUNT)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IOException("the database does not report its flushes: " + e.getMessage(), e);
    }
  }
}
