package io.parley.persistence.dial;

import io.parley.core.dial.CallContext;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes rows of calls out, and of their events.
final class CallOutRows {
  static final String COLUMNS =
      "tenant, id, callee, number, agent, language, context_names, context_values, opening,"
          + " message, ring_seconds, requested_at";

  private static final String EVENTS =
      """
      SELECT call, kind, detail, at FROM call_out_event
      WHERE tenant = ? AND call = ANY (?) ORDER BY call, number\
      """;

  private static final String ADD =
      "INSERT INTO call_out_event (tenant, call, number, kind, detail, at) VALUES (?, ?, ?, ?, ?,"
          + " ?)";

  private CallOutRows() {}

  static CallOutOrder order(ResultSet row) throws SQLException {
    return new CallOutOrder(
        new CallOutId(new TenantId(row.getString("tenant")), row.getString("id")),
        new PhoneNumber(row.getString("callee")),
        new PhoneNumber(row.getString("number")),
        Sql.text(row, "agent"),
        Sql.text(row, "language"),
        context(Sql.texts(row, "context_names"), Sql.texts(row, "context_values")),
        Sql.text(row, "opening"),
        Sql.text(row, "message"),
        Duration.ofSeconds(row.getInt("ring_seconds")),
        Sql.instant(row, "requested_at"));
  }

  private static CallContext context(List<String> names, List<String> values) {
    var facts = new HashMap<String, String>();
    for (int i = 0; i < names.size(); i++) facts.put(names.get(i), values.get(i));
    return new CallContext(facts);
  }

  /// The calls with their events, in the order of the orders.
  ///
  /// @param orders of any tenants
  static List<CallOut> withEvents(Connection connection, List<CallOutOrder> orders)
      throws SQLException {
    var ids = new HashMap<TenantId, List<String>>();
    for (var order : orders)
      ids.computeIfAbsent(order.key().tenant(), _ -> new ArrayList<>()).add(order.key().id());
    var events = new HashMap<CallOutId, List<CallOutEvent>>();
    for (var tenant : ids.entrySet())
      events(connection, tenant.getKey(), tenant.getValue(), events);
    return orders.stream().map(order -> new CallOut(order, events.get(order.key()))).toList();
  }

  private static void events(
      Connection connection,
      TenantId tenant,
      List<String> ids,
      Map<CallOutId, List<CallOutEvent>> found)
      throws SQLException {
    Sql.query(
        connection,
        EVENTS,
        row ->
            found
                .computeIfAbsent(
                    new CallOutId(tenant, row.getString("call")), _ -> new ArrayList<>())
                .add(event(row)),
        tenant.value(),
        ids.toArray(String[]::new));
  }

  private static CallOutEvent event(ResultSet row) throws SQLException {
    return new CallOutEvent(
        CallOutEvent.Kind.of(row.getString("kind")),
        Sql.text(row, "detail"),
        Sql.instant(row, "at"));
  }

  static Optional<CallOut> one(Connection connection, Optional<CallOutOrder> order)
      throws SQLException {
    return withEvents(connection, order.stream().toList()).stream().findFirst();
  }

  /// @param before how many events the call had
  static void add(Connection connection, CallOutId key, int before, List<CallOutEvent> events)
      throws SQLException {
    var rows = new ArrayList<Object[]>();
    int number = before;
    for (var event : events)
      rows.add(
          new Object[] {
            key.tenant().value(),
            key.id(),
            ++number,
            event.kind().word(),
            event.detail(),
            event.at()
          });
    Sql.batch(connection, ADD, rows);
  }
}
