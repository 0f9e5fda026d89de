package io.parley.persistence.metering;

import io.parley.core.metering.MeteringQuery;
import io.parley.core.metering.Meterings;
import io.parley.core.metering.UsageKind;
import io.parley.core.metering.UsageRecord;
import io.parley.core.metering.UsageSums;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/// Usage records in the table `usage_record` (`V46__metering_and_quotas.sql`), and in `usage_sum`
/// those of erased sessions, added up by quarters of an hour (`V66__retention.sql`).
public final class JdbcMeterings implements Meterings {
  /// One statement for any number of records, planned once: a turn makes four of them.
  private static final String ADD =
      """
      INSERT INTO usage_record (tenant, session, seq, kind, model, amount, at)
      SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[],
        ?::timestamptz[])\
      """;

  /// The same where some are stored already. To find that out, PostgreSQL searches for each record
  /// before it stores it, and logs a second time afterwards that it is stored.
  private static final String ADD_MISSING =
      ADD + " ON CONFLICT (tenant, session, seq, kind) DO NOTHING";

  private static final String UNIQUE_VIOLATION = "23505";

  /// The difference to the stored size of the session. A session's records come in order, so a
  /// record that is made again has the same amount, and is not stored again.
  private static final String CHANGE =
      """
      INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
      SELECT ?::text, ?::text, ?::bigint, ?::text, ?::bigint - coalesce((
          SELECT sum(amount)::bigint FROM usage_record
          WHERE tenant = ?::text AND session = ?::text AND kind = ?::text AND seq < ?::bigint), 0),
        ?::timestamptz
      ON CONFLICT (tenant, session, seq, kind) DO NOTHING\
      """;

  private static final String SUM =
      """
      SELECT width_bucket(at, ?::timestamptz[]) AS step, kind, model, sum(amount)::bigint AS amount
      FROM (
        SELECT at, kind, model, amount FROM usage_record
        WHERE tenant = ? AND at >= ? AND at < ? AND kind = ANY (?::text[])
        UNION ALL
        SELECT at, kind, nullif(model, ''), amount FROM usage_sum
        WHERE tenant = ? AND at >= ? AND at < ? AND kind = ANY (?::text[])) AS used
      GROUP BY step, kind, model ORDER BY step, kind, model NULLS FIRST LIMIT ?\
      """;

  /// Those of this release: in an upgrade other nodes may store more.
  private static final Object[] KINDS =
      Stream.of(UsageKind.values()).map(UsageKind::word).toArray();

  private static final String STORED =
      """
      SELECT kind, sum(amount)::bigint AS amount FROM (
        SELECT kind, amount FROM usage_record
        WHERE tenant = ? AND kind IN ('archive-bytes', 'recording-bytes', 'document-bytes')
          AND at < ?
        UNION ALL
        SELECT kind, amount FROM usage_sum
        WHERE tenant = ? AND kind IN ('archive-bytes', 'recording-bytes', 'document-bytes')
          AND at < ?) AS stored
      GROUP BY kind\
      """;

  private final Database database;

  public JdbcMeterings(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> add(List<UsageRecord> records) {
    var sorted = records.stream().sorted().toList();
    return database.acrossTenants(
        connection -> {
          insert(connection, sorted.stream().filter(record -> !record.kind().isStored()).toList());
          Sql.batch(
              connection,
              CHANGE,
              sorted.stream()
                  .filter(record -> record.kind().isStored())
                  .map(JdbcMeterings::change)
                  .toList());
          return null;
        });
  }

  /// Events are delivered again only after a failure, so that most records are new.
  private static void insert(Connection connection, List<UsageRecord> records) throws SQLException {
    if (records.isEmpty()) return;
    try {
      Sql.attempt(connection, fresh -> insert(fresh, ADD, records));
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) throw e;
      insert(connection, ADD_MISSING, records);
    }
  }

  /// @return how many were stored
  private static int insert(Connection connection, String sql, List<UsageRecord> records)
      throws SQLException {
    return Sql.update(
        connection,
        sql,
        array(connection, "text", records, record -> record.session().tenant().value()),
        array(connection, "text", records, record -> record.session().session().value()),
        array(connection, "bigint", records, UsageRecord::seq),
        array(connection, "text", records, record -> record.kind().word()),
        array(
            connection, "text", records, record -> record.model().map(Text::storable).orElse(null)),
        array(connection, "bigint", records, UsageRecord::amount),
        array(connection, "timestamptz", records, record -> record.at().toString()));
  }

  private static Array array(
      Connection connection,
      String type,
      List<UsageRecord> records,
      Function<UsageRecord, Object> column)
      throws SQLException {
    return connection.createArrayOf(type, records.stream().map(column).toArray());
  }

  private static Object[] change(UsageRecord record) {
    var tenant = record.session().tenant().value();
    var session = record.session().session().value();
    var kind = record.kind().word();
    long seq = record.seq();
    return new Object[] {
      tenant, session, seq, kind, record.amount(), tenant, session, kind, seq, record.at()
    };
  }

  @Override
  public CompletionStage<UsageSums> sum(MeteringQuery query) {
    return database.as(query.tenant(), connection -> sums(connection, query));
  }

  private static UsageSums sums(Connection connection, MeteringQuery query) throws SQLException {
    var starts = query.starts();
    var tenant = query.tenant().value();
    var kinds = connection.createArrayOf("text", KINDS);
    var rows =
        Sql.query(
            connection,
            SUM,
            row ->
                new UsageSums.Row(
                    starts.get(row.getInt("step") - 1),
                    UsageKind.of(row.getString("kind")).orElseThrow(),
                    Sql.text(row, "model"),
                    row.getLong("amount")),
            connection.createArrayOf(
                "timestamptz", starts.stream().map(Instant::toString).toArray()),
            tenant,
            query.from(),
            query.to(),
            kinds,
            tenant,
            query.from(),
            query.to(),
            kinds,
            MeteringQuery.ROWS_MAX + 1);
    boolean complete = rows.size() <= MeteringQuery.ROWS_MAX;
    return new UsageSums(
        complete ? rows : rows.subList(0, MeteringQuery.ROWS_MAX),
        complete,
        stored(connection, tenant, query.from()));
  }

  /// By kind, also for kinds of which there is nothing.
  private static Map<UsageKind, Long> stored(Connection connection, String tenant, Instant before)
      throws SQLException {
    var amounts = new EnumMap<UsageKind, Long>(UsageKind.class);
    for (var kind : UsageKind.values()) if (kind.isStored()) amounts.put(kind, 0L);
    Sql.query(
        connection,
        STORED,
        row ->
            amounts.put(UsageKind.of(row.getString("kind")).orElseThrow(), row.getLong("amount")),
        tenant,
        before,
        tenant,
        before);
    return amounts;
  }
}
