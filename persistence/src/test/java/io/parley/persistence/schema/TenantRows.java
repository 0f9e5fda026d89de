package io.parley.persistence.schema;

import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// One row of a tenant in any table, made from the catalogue: a table that is added later is tested
/// like the others.
final class TenantRows {
  private static final String TABLES =
      """
      SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attname = 'tenant'
      ORDER BY relname\
      """;

  private static final String CONSTRAINTS =
      """
      SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
      FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')\
      """;

  private static final String COLUMNS =
      """
      SELECT attname, format_type(atttypid, NULL) AS type FROM pg_attribute
      WHERE attrelid = ?::text::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull
        AND NOT atthasdef AND attidentity = ''\
      """;

  private record Column(String name, String type) {}

  private TenantRows() {}

  static List<String> tables(Connection connection) throws SQLException {
    return Sql.query(connection, TABLES, row -> row.getString(1));
  }

  /// Of a row only its tenant matters here, and one makes no other ones.
  static void loosen(Connection owner) throws SQLException {
    for (var drop : Sql.query(owner, CONSTRAINTS, row -> row.getString(1))) Sql.update(owner, drop);
    for (var metered : List.of("recording_segment", "article_version"))
      Sql.update(owner, "ALTER TABLE " + metered + " DISABLE TRIGGER USER");
  }

  /// @return how many rows were stored
  static int insert(Connection connection, String table, TenantId tenant) throws SQLException {
    var columns =
        Sql.query(
            connection,
            COLUMNS,
            row -> new Column(row.getString("attname"), row.getString("type")),
            table);
    return Sql.update(
        connection,
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                table,
                columns.stream()
                    .map(column -> '"' + column.name() + '"')
                    .collect(Collectors.joining(", ")),
                columns.stream()
                    .map(column -> value(column, tenant))
                    .collect(Collectors.joining(", "))));
  }

  /// A tenant's id has no quotes.
  private static String value(Column column, TenantId tenant) {
    return switch (column.type()) {
      case "text", "character varying" -> "'" + tenant + "'";
      case "bytea" -> "convert_to('" + tenant + "', 'UTF8')";
      case "integer", "bigint" -> "1";
      case "boolean" -> "false";
      case "uuid" -> "md5('" + tenant + "')::uuid";
      case "jsonb" -> "'{}'";
      case "date", "timestamp with time zone" -> "now()";
      case "text[]", "bigint[]" -> "'{}'";
      default ->
          throw new IllegalStateException(
              "column %s of type %s (expected: a known type; add it here)"
                  .formatted(column.name(), column.type()));
    };
  }

  static int insertEvent(Connection connection, TenantId tenant) throws SQLException {
    return Sql.update(
        connection,
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,
          event_ser_manifest, event_payload)
        VALUES (?, 1, '', 1, '', '')\
        """,
        "Session|" + tenant + ":s");
  }

  static int insertSnapshot(Connection connection, TenantId tenant) throws SQLException {
    return Sql.update(
        connection,
        """
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,
          snapshot_ser_manifest, snapshot_payload)
        VALUES (?, 1, 0, 1, '', '')\
        """,
        "Session|" + tenant + ":s");
  }
}
