package io.parley.bench.measure;

import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// How often an embedded PostgreSQL has had its log written through to the disk (`fdatasync`), by
/// its own count (`pg_stat_io`, which its processes bring up to date once a second).
final class DatabaseFlushes {
  private static final String COUNT =
      "SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal'";

  private DatabaseFlushes() {}

  /// @param database PostgreSQL's data directory, inside one of Parley's
  /// @return 0 when no database works there
  static long of(Path database) throws IOException {
    if (!Files.exists(database.resolve("postmaster.pid"))) return 0;
    try (var connection = LocalPostgres.connect(database.getParent());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(COUNT)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IOException("the database does not tell its flushes: " + e.getMessage(), e);
    }
  }
}
