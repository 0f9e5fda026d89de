package io.parley.persistence.result;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.ToolResults;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Long results of tool calls in PostgreSQL, at most [#SESSION_MAX] for each session. They are
/// deleted by the projection that sees the session archived.
public final class JdbcToolResults implements ToolResults {
  /// More results of one session than a model reads on in.
  static final int SESSION_MAX = 16;

  private static final String KEEP =
      """
      INSERT INTO tool_result (tenant, session, call, text, kept_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, session, call)
      DO UPDATE SET text = excluded.text, kept_at = excluded.kept_at\
      """;

  private static final String DROP_OLDEST =
      """
      DELETE FROM tool_result WHERE tenant = ? AND session = ? AND call IN (
        SELECT call FROM tool_result WHERE tenant = ? AND session = ?
        ORDER BY kept_at DESC, call DESC OFFSET ?)\
      """;

  private static final String FIND =
      "SELECT text FROM tool_result WHERE tenant = ? AND session = ? AND call = ?";

  private static final String DELETE = "DELETE FROM tool_result WHERE tenant = ? AND session = ?";

  private final Database database;
  private final InstantSource clock;

  public JdbcToolResults(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> keep(SessionKey key, String call, String text) {
    var tenant = key.tenant().value();
    var session = key.session().value();
    return database.as(
        key.tenant(),
        connection -> {
          Sql.update(connection, KEEP, tenant, session, call, Text.storable(text), clock.instant());
          Sql.update(connection, DROP_OLDEST, tenant, session, tenant, session, SESSION_MAX);
          return null;
        });
  }

  @Override
  public CompletionStage<Optional<String>> find(SessionKey key, String call) {
    return database.as(
        key.tenant(),
        connection ->
            Sql.first(
                connection,
                FIND,
                row -> row.getString("text"),
                key.tenant().value(),
                key.session().value(),
                call));
  }

  /// Deletes all results of a session, within the caller's transaction.
  public static void delete(Connection connection, SessionKey key) throws SQLException {
    Sql.update(connection, DELETE, key.tenant().value(), key.session().value());
  }
}
