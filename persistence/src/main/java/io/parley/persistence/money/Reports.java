package io.parley.persistence.money;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Purpose;
import io.parley.core.money.UsageQuery;
import io.parley.core.money.UsageQuery.Dimension;
import io.parley.core.money.UsageReport;
import io.parley.core.money.UsageSum;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Adds up calls for reports.
final class Reports {
  private static final String SUMS =
      """
      coalesce(sum(calls), 0), coalesce(sum(cached_calls), 0), coalesce(sum(failed_calls), 0),
      coalesce(sum(unpriced_calls), 0), coalesce(sum(input_tokens), 0),
      coalesce(sum(output_tokens), 0), coalesce(sum(cost_micros) - sum(cost_excess) / 1000000, 0)\
      """;

  private static final String WHERE =
      " FROM model_usage WHERE tenant = ? AND day BETWEEN ? AND ? AND currency = ?";

  private static final String TOTAL = "SELECT " + SUMS + WHERE;

  private static final String UNPRICED =
      "SELECT DISTINCT model" + WHERE + " AND unpriced_calls > 0 ORDER BY model LIMIT 100";

  private Reports() {}

  static UsageReport report(Connection connection, UsageQuery query) throws SQLException {
    Object[] values = {query.tenant().value(), query.from(), query.to(), query.currency()};
    var total = Sql.query(connection, TOTAL, row -> sum(row, 0), values).getFirst();
    var unpriced = Sql.query(connection, UNPRICED, row -> row.getString(1), values);
    if (total.calls() == 0) return new UsageReport(List.of(), true, total, List.of());
    var rows = Sql.query(connection, grouped(query.by()), row -> row(row, query.by()), values);
    boolean complete = rows.size() <= UsageQuery.ROWS_MAX;
    return new UsageReport(
        complete ? rows : rows.subList(0, UsageQuery.ROWS_MAX), complete, total, unpriced);
  }

  private static String grouped(Set<Dimension> by) {
    if (by.isEmpty()) return TOTAL;
    var columns =
        String.join(
            ", ",
            Arrays.stream(Dimension.values()).filter(by::contains).map(Reports::columns).toList());
    var order = String.join(", ", ordered(by).stream().map(Reports::columns).toList());
    return "SELECT %s, %s%s GROUP BY %s ORDER BY %s LIMIT %d"
        .formatted(columns, SUMS, WHERE, columns, order, UsageQuery.ROWS_MAX + 1);
  }

  private static List<Dimension> ordered(Set<Dimension> by) {
    return List.of(Dimension.DAY, Dimension.AGENT, Dimension.MODEL, Dimension.PURPOSE).stream()
        .filter(by::contains)
        .toList();
  }

  private static String columns(Dimension dimension) {
    return switch (dimension) {
      case AGENT -> "agent_id, agent_version";
      case MODEL -> "model";
      case PURPOSE -> "purpose";
      case DAY -> "day";
    };
  }

  private static UsageReport.Row row(ResultSet row, Set<Dimension> by) throws SQLException {
    var named = new ArrayList<Dimension>(by);
    int before = by.size() + (named.contains(Dimension.AGENT) ? 1 : 0);
    return new UsageReport.Row(
        by.contains(Dimension.AGENT)
            ? Optional.of(new AgentRef(row.getString("agent_id"), row.getInt("agent_version")))
            : Optional.empty(),
        by.contains(Dimension.MODEL) ? Optional.of(row.getString("model")) : Optional.empty(),
        by.contains(Dimension.PURPOSE)
            ? Optional.of(Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)))
            : Optional.empty(),
        by.contains(Dimension.DAY)
            ? Optional.of(row.getObject("day", LocalDate.class))
            : Optional.empty(),
        sum(row, before));
  }

  /// @param before how many columns come first
  private static UsageSum sum(ResultSet row, int before) throws SQLException {
    return new UsageSum(
        row.getLong(before + 1),
        row.getLong(before + 2),
        row.getLong(before + 3),
        row.getLong(before + 4),
        row.getLong(before + 5),
        row.getLong(before + 6),
        row.getLong(before + 7));
  }
}
