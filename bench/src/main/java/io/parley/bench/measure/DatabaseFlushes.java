package io.parley.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// How often an embedded PostgreSQL has had its log written through to the disk (`fdatasync`), by
/// its own count (`pg_stat_io`, which its processes bring up to date once a second).
final class DatabaseFlushes {
  private static final String COUNT =
      "SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal'";

  /// In `postmaster.pid`, counted from 0.
  private static final int LINE_OF_PORT = 3;

  private DatabaseFlushes() {}

  /// @param database PostgreSQL's data directory, inside one of Parley's
  /// @return 0 when no database works there
  static long of(Path database) throws IOException {
    var pid = database.resolve("postmaster.pid");
    if (!Files.exists(pid)) return 0;
    var url =
        "jdbc:postgresql://127.0.0.1:%s/parley"
            .formatted(Files.readAllLines(pid).get(LINE_OF_PORT).strip());
    var password = Files.readString(database.resolveSibling("secrets/postgres")).strip();
    try (var connection = DriverManager.getConnection(url, "parley", password);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(COUNT)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IOException("the database does not tell its flushes: " + e.getMessage(), e);
    }
  }
}
