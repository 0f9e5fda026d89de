package io.parley.persistence.history;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.ToolEvent.ToolCallAnswered;
import io.parley.core.session.ToolEvent.ToolCallResolved;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.ToolOutcome;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/// The table of tool calls in doubt, so that they can be counted and listed without waking
/// sessions. An event that was projected before changes nothing when it comes again in order.
final class CallsInDoubt {
  private static final String BEGUN =
      """
      INSERT INTO call_in_doubt (tenant, session, call, since, seq) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;

  private static final String RESOLVED =
      "DELETE FROM call_in_doubt WHERE tenant = ? AND session = ? AND call = ?";

  private CallsInDoubt() {}

  static void take(Connection connection, SessionKey key, RecordedEvent recorded)
      throws SQLException {
    var tenant = key.tenant().value();
    var session = key.session().value();
    switch (recorded.event()) {
      case ToolCallSettled settled when settled.outcome() == ToolOutcome.Kind.IN_DOUBT ->
          Sql.update(
              connection, BEGUN, tenant, session, settled.call(), settled.at(), recorded.seq());
      case ToolCallResolved resolved ->
          Sql.update(connection, RESOLVED, tenant, session, resolved.call());
      case ToolCallAnswered answered ->
          Sql.update(connection, RESOLVED, tenant, session, answered.call());
      case LifecycleEvent _,
          MessageEvent _,
          TurnEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ -> {
        // no doubt begins or ends
      }
    }
  }
}
