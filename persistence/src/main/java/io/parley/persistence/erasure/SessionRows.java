package io.parley.persistence.erasure;

import io.parley.core.tenant.SessionKey;
import io.parley.persistence.asked.JdbcAsked;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.memory.JdbcMemories;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// All rows of one session, deleted as the caller's tenant. Those stay that outlive a conversation
/// by their purpose: usage and costs, tickets, orders, orders of calls, the audit trail; and
/// revocations of its tokens, which last a week.
final class SessionRows {
  /// In the database in which the session is.
  private static final List<String> DELETE =
      List.of(
          "DELETE FROM session_index WHERE tenant = ? AND session = ?",
          "DELETE FROM session_damage WHERE tenant = ? AND session = ?",
          "DELETE FROM feed_gap WHERE tenant = ? AND session = ?",
          "DELETE FROM call_in_doubt WHERE tenant = ? AND session = ?",
          "DELETE FROM dead_letter WHERE tenant = ? AND session = ?",
          "DELETE FROM tool_result WHERE tenant = ? AND session = ?");

  /// In the main one.
  private static final List<String> DELETE_IN_MAIN =
      List.of(
          "DELETE FROM start_request WHERE tenant = ? AND session = ?",
          "DELETE FROM phone_call WHERE tenant = ? AND session = ?");

  /// Without their keys nobody can hear them. Their objects are deleted by the duty of recordings.
  private static final String FORGET_RECORDINGS =
      "UPDATE recording SET sealed_key = NULL WHERE tenant = ? AND session = ? AND NOT erasing";

  /// Those of a visitor, and those of a known customer where the order says so. A procedure holds
  /// nothing of a customer.
  private static final String GOING =
      """
      tenant = ? AND session = ? AND (owner = 'session:' || session OR (
        kind <> 'procedural' AND EXISTS (
          SELECT FROM session_erasure AS erased
          WHERE erased.tenant = memory.tenant AND erased.session = memory.session
            AND erased.memories)))\
      """;

  private static final String HASHES =
      """
      SELECT encode(sha256(convert_to(text, 'UTF8')), 'hex') FROM memory
      WHERE text IS NOT NULL AND %1$s
      UNION ALL
      SELECT encode(sha256(convert_to(was, 'UTF8')), 'hex') FROM memory_correction
      WHERE (tenant, id) IN (SELECT tenant, id FROM memory WHERE %1$s)\
      """
          .formatted(GOING);

  private static final String FORGET_MEMORIES = "DELETE FROM memory WHERE " + GOING;

  private SessionRows() {}

  /// The rows in the main database go before the rest is committed, if the session is in another
  /// one: it is deleted again, if the rest is not committed.
  ///
  /// @param database in which the session is
  static void delete(Database database, Connection connection, SessionKey key) throws SQLException {
    var tenant = key.tenant().value();
    var session = key.session().value();
    Parts.events(connection, key.tenant(), List.of(session));
    for (var delete : DELETE) Sql.update(connection, delete, tenant, session);
    database.inMain(key.tenant(), connection, main -> deleteInMain(main, key));
    forgetMemories(database, connection, key);
  }

  private static int deleteInMain(Connection main, SessionKey key) throws SQLException {
    var tenant = key.tenant().value();
    var session = key.session().value();
    for (var delete : DELETE_IN_MAIN) Sql.update(main, delete, tenant, session);
    Sql.update(main, FORGET_RECORDINGS, tenant, session);
    return JdbcAsked.forget(main, key);
  }

  /// A text's embedding reveals something of its content. In the order in which somebody erases a
  /// memory, so that neither waits for the other in a circle.
  private static void forgetMemories(Database database, Connection connection, SessionKey key)
      throws SQLException {
    var tenant = key.tenant().value();
    var session = key.session().value();
    var hashes =
        Sql.query(connection, HASHES, row -> row.getString(1), tenant, session, tenant, session);
    Sql.update(connection, FORGET_MEMORIES, tenant, session);
    if (!hashes.isEmpty()) JdbcMemories.eraseVectors(database, connection, key.tenant(), hashes);
  }
}
