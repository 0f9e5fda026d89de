package io.parley.persistence.journal;

import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes expired rows of a table after a row was written. The row stands even if this fails: the
/// failure is logged, and the next write sweeps again.
///
/// @param sql with two parameters: the time, and how many rows at the most
record Sweep(Database database, String sql) {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int ROWS_MAX = 10;

  /// @return completes without a failure
  CompletionStage<Void> run(Instant now) {
    return database
        .acrossTenants(connection -> Sql.update(connection, sql, now, ROWS_MAX))
        .handle(
            (_, failure) -> {
              if (failure != null) LOG.warn("expired rows stay until the next write", failure);
              return null;
            });
  }
}
