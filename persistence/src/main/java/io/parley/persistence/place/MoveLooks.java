package io.parley.persistence.place;

import io.parley.core.metering.MeteringFeed;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.place.MoveFacts.Beginning;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Reads the facts about one organisation's move.
record MoveLooks(TenantId tenant) {
  /// A damaged session never ends, and writes nothing.
  private static final String ACTIVE =
      """
      SELECT session FROM session_index AS known
      WHERE tenant = ? AND (status = 'active' OR due_at IS NOT NULL) AND NOT EXISTS (
        SELECT FROM session_damage AS damaged
        WHERE damaged.tenant = known.tenant AND damaged.session = known.session)
      LIMIT 1\
      """;

  /// Usage is counted by one that may not have read anything yet.
  private static final String BEHIND =
      """
      SELECT reader.name FROM (SELECT name FROM projection_offset UNION SELECT ?::text) AS reader
      LEFT JOIN projection_offset AS reached ON reached.name = reader.name
      WHERE EXISTS (
        SELECT FROM event_journal AS event
        WHERE (event.xact, event.ordering)
            > (coalesce(reached.xact, '0'::xid8), coalesce(reached.ordering, 0))
          AND starts_with(event.persistence_id, ?))
      LIMIT 1\
      """;

  private static final String REREADS =
      """
      SELECT name FROM projection_offset
      WHERE xact = '0' AND EXISTS (SELECT FROM event_journal WHERE xact = '0') LIMIT 1\
      """;

  MoveFacts facts(Connection from) throws SQLException {
    return new MoveFacts(
        Sql.first(from, ACTIVE, row -> row.getString("session"), tenant.value()),
        Sql.first(
            from,
            BEHIND,
            row -> row.getString("name"),
            MeteringFeed.NAME,
            "Session|" + tenant + ":"));
  }

  /// @param state of the organisation; @param main with its trail
  Beginning beginning(Connection main, Optional<String> state, Connection into)
      throws SQLException {
    boolean justSuspended =
        Sql.first(main, Placement.JUST_SUSPENDED, row -> row.getInt(1), tenant.value()).isPresent();
    return new Beginning(
        state, justSuspended, filled(into), Sql.first(into, REREADS, row -> row.getString("name")));
  }

  private Optional<String> filled(Connection into) throws SQLException {
    for (var table : MovedTable.ALL)
      if (!table.isEmpty(into, tenant)) return Optional.of(table.name());
    return Optional.empty();
  }
}
