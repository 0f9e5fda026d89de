package io.parley.persistence.history;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.ToolEvent.ToolCallDeferred;
import io.parley.core.session.ToolEvent.ToolCallDropped;
import io.parley.core.session.ToolEvent.ToolCallRetried;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.DeadLetter;
import io.parley.core.tool.ToolOutcome;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The table of dead letters, so that they can be listed without waking sessions. An event that was
/// projected before changes nothing when it comes again.
final class UndeliveredCalls {
  private static final Duration SETTLED_KEPT = Duration.ofDays(30);

  private static final String FAILED =
      """
      INSERT INTO dead_letter AS letter (tenant, session, call, tool, arguments, failure, tries, state,
        since, changed_at, seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?)
      ON CONFLICT (tenant, session, call) DO UPDATE SET failure = excluded.failure,
        tries = letter.tries + excluded.tries, state = excluded.state,
        changed_at = excluded.changed_at, seq = excluded.seq
      WHERE letter.seq < excluded.seq\
      """;

  private static final String CHANGED =
      """
      UPDATE dead_letter SET state = ?, tries = tries + ?, note = coalesce(?, note), changed_at = ?,
        seq = ?
      WHERE tenant = ? AND session = ? AND call = ? AND seq < ?\
      """;

  private static final String FORGET =
      """
      DELETE FROM dead_letter
      WHERE tenant = ? AND changed_at < ? AND state NOT IN ('open', 'retried')\
      """;

  private UndeliveredCalls() {}

  static void take(Connection connection, SessionKey key, RecordedEvent recorded)
      throws SQLException {
    switch (recorded.event()) {
      case ToolCallSettled settled -> {
        if (settled.letter().isPresent())
          failed(connection, key, recorded, settled, settled.letter().get());
        for (var call : settled.settles().orElse(List.of())) {
          boolean isSame = call.equals(settled.call());
          var state = isSame ? word(settled.outcome()) : "replaced";
          int tries = isSame ? settled.attempts() : 0;
          change(connection, key, recorded, call, state, tries, Optional.empty());
        }
      }
      // its service took it: nothing is left to deliver
      case ToolCallDeferred deferred ->
          change(
              connection,
              key,
              recorded,
              deferred.call(),
              "delivered",
              deferred.attempts(),
              Optional.empty());
      case ToolCallRetried retried ->
          change(connection, key, recorded, retried.call(), "retried", 0, retried.note());
      case ToolCallDropped dropped ->
          change(connection, key, recorded, dropped.call(), "dropped", 0, dropped.note());
      case LifecycleEvent _,
          MessageEvent _,
          TurnEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ -> {
        // no dead letter changes
      }
    }
  }

  private static String word(ToolOutcome.Kind outcome) {
    return outcome == ToolOutcome.Kind.IN_DOUBT ? "in-doubt" : "delivered";
  }

  private static void failed(
      Connection connection,
      SessionKey key,
      RecordedEvent recorded,
      ToolCallSettled settled,
      DeadLetter letter)
      throws SQLException {
    Sql.update(
        connection,
        FAILED,
        key.tenant().value(),
        key.session().value(),
        settled.call(),
        letter.tool(),
        letter.arguments().text(),
        letter.failure(),
        settled.attempts(),
        settled.at(),
        settled.at(),
        recorded.seq());
    // letters are rare, so this is as well
    Sql.update(connection, FORGET, key.tenant().value(), settled.at().minus(SETTLED_KEPT));
  }

  private static void change(
      Connection connection,
      SessionKey key,
      RecordedEvent recorded,
      String call,
      String state,
      int tries,
      Optional<String> note)
      throws SQLException {
    Sql.update(
        connection,
        CHANGED,
        state,
        tries,
        note,
        recorded.event().at(),
        recorded.seq(),
        key.tenant().value(),
        key.session().value(),
        call,
        recorded.seq());
  }
}
