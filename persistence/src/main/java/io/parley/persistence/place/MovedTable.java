package io.parley.persistence.place;

import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// A table of which an organisation's rows are where its sessions are. Rows travel as JSON, in
/// batches along their key. Connections are of the tables' owner, for maintenance, in one time
/// zone.
///
/// @param key columns that order the rows of one organisation
/// @param isJournal whether these are events, which get a position behind all readers of the other
///   database ([#MOVED_XACT])
/// @param mine the condition that finds the organisation's rows, by one value
/// @param before the value's text in front of the organisation; @param after it
record MovedTable(
    String name, List<Key> key, boolean isJournal, String mine, String before, String after) {
  /// No transaction has this id (PostgreSQL's `InvalidTransactionId`), and all of those that write
  /// have greater ones than 1: feeds at 1 have passed moved events, and a feed that begins anew
  /// reads them first.
  static final String MOVED_XACT = "0";

  /// The rows of a batch. Of events some kilobytes each.
  static final int BATCH = 100;

  private static final int DELETED_AT_ONCE = 5000;

  /// Tables that others refer to come before those.
  static final List<MovedTable> ALL =
      List.of(
          journal("event_journal", true),
          journal("snapshot", false),
          table("session_index", text("session")),
          table("session_damage", text("session")),
          table("feed_gap", text("feed"), text("session")),
          table("call_in_doubt", text("session"), text("call")),
          table("dead_letter", text("session"), text("call")),
          table("tool_result", text("session"), text("call")),
          table("memory", text("id")),
          table(
              "memory_correction",
              text("id"),
              new Key("at", "timestamptz"),
              text("was"),
              text("by")),
          table("ticket", text("number")),
          table("ticket_given_up", text("idempotency_key")),
          table("customer_order", text("number")),
          table("session_erasure", text("session")));

  private static final String COLUMNS =
      """
      SELECT column_name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = ? AND is_generated = 'NEVER'
      ORDER BY ordinal_position\
      """;

  private static final List<String> POSITION = List.of("ordering", "xact");

  private static final String LAST =
      """
      SELECT ARRAY(SELECT jsonb_array_elements_text(copied -> ?::text)) AS last
      FROM organisation_move WHERE tenant = ?\
      """;

  private static final String PASS =
      """
      UPDATE organisation_move SET copied = jsonb_set(copied, ARRAY[?::text], ?::jsonb)
      WHERE tenant = ?\
      """;

  private static final String DONE =
      "UPDATE organisation_move SET done = array_append(done, ?::text) WHERE tenant = ?";

  private static final String BEGIN_AGAIN =
      """
      UPDATE organisation_move SET copied = copied - ?::text, done = array_remove(done, ?::text)
      WHERE tenant = ?\
      """;

  /// @param type as PostgreSQL reads the column's text
  record Key(String column, String type) {}

  /// A table's rows of one organisation: how many, and a sum over all of them in any order.
  record Sum(long rows, String sum) {}

  private record Row(String content, String key) {}

  private static Key text(String column) {
    return new Key(column, "text");
  }

  private static MovedTable table(String name, Key... key) {
    return new MovedTable(name, List.of(key), false, "tenant = ?", "", "");
  }

  private static MovedTable journal(String name, boolean isJournal) {
    return new MovedTable(
        name,
        List.of(new Key("persistence_id", "varchar"), new Key("sequence_number", "bigint")),
        isJournal,
        "starts_with(persistence_id, ?)",
        "Session|",
        ":");
  }

  private String owner(TenantId tenant) {
    return before + tenant + after;
  }

  boolean isEmpty(Connection connection, TenantId tenant) throws SQLException {
    var any = "SELECT 1 FROM %s WHERE %s LIMIT 1".formatted(name, mine);
    return Sql.first(connection, any, row -> row.getInt(1), owner(tenant)).isEmpty();
  }

  /// Copies the next rows, and notes it in the same transaction, the caller's.
  ///
  /// @param into the connection that has the transaction
  /// @return whether these were the last ones
  boolean copySome(Connection from, Connection into, TenantId tenant) throws SQLException {
    var columns = columns(from);
    var rows = page(from, columns, tenant, last(into, tenant));
    if (!rows.isEmpty()) {
      insert(into, columns, rows);
      Sql.update(into, PASS, name, rows.getLast().key(), tenant.value());
    }
    boolean isDone = rows.size() < BATCH;
    if (isDone) Sql.update(into, DONE, name, tenant.value());
    return isDone;
  }

  private List<String> last(Connection into, TenantId tenant) throws SQLException {
    return Sql.query(into, LAST, row -> Sql.texts(row, "last"), name, tenant.value()).getFirst();
  }

  private List<Row> page(Connection from, List<String> columns, TenantId tenant, List<String> last)
      throws SQLException {
    var names = key.stream().map(Key::column).collect(Collectors.joining(", "));
    var texts = key.stream().map(k -> k.column() + "::text").collect(Collectors.joining(", "));
    var behind =
        last.isEmpty()
            ? ""
            : key.stream()
                .map(k -> "?::text::" + k.type())
                .collect(Collectors.joining(", ", "AND (%s) > (".formatted(names), ")"));
    var sql =
        """
        SELECT (SELECT row_to_json(content)::text FROM (SELECT %s) AS content) AS content,
          jsonb_build_array(%s)::text AS key
        FROM %s WHERE %s %s ORDER BY %s LIMIT %d\
        """
            .formatted(listed(columns), texts, name, mine, behind, names, BATCH);
    var values = new ArrayList<Object>();
    values.add(owner(tenant));
    values.addAll(last);
    return Sql.query(from, sql, MovedTable::row, values.toArray());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getString("content"), row.getString("key"));
  }

  private void insert(Connection into, List<String> columns, List<Row> rows) throws SQLException {
    var sql =
        """
        INSERT INTO %1$s (%2$s%3$s)
        SELECT %2$s%4$s FROM (
          SELECT given.number AS given_number, content.*
          FROM unnest(?::text[]) WITH ORDINALITY AS given (content, number),
            json_populate_record(NULL::%1$s, given.content::json) AS content) AS rows
        ORDER BY given_number\
        """
            .formatted(
                name,
                listed(columns),
                isJournal ? ", xact" : "",
                isJournal ? ", '" + MOVED_XACT + "'::xid8" : "");
    var contents = rows.stream().map(Row::content).toArray();
    Sql.update(into, sql, into.createArrayOf("text", contents));
  }

  /// Both databases have the same tables.
  private List<String> columns(Connection connection) throws SQLException {
    return Sql.query(connection, COLUMNS, row -> row.getString(1), name).stream()
        .filter(column -> !isJournal || !POSITION.contains(column))
        .toList();
  }

  private static String listed(List<String> columns) {
    return columns.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
  }

  Sum sum(Connection connection, TenantId tenant) throws SQLException {
    var sql =
        """
        SELECT count(*) AS rows, coalesce(sum((
          'x' || left(encode(sha256(convert_to(row_to_json(content)::text, 'UTF8')), 'hex'), 15)
          )::bit(60)::bigint), 0)::text AS sum
        FROM (SELECT %s FROM %s WHERE %s) AS content\
        """
            .formatted(listed(columns(connection)), name, mine);
    return Sql.query(
            connection,
            sql,
            row -> new Sum(row.getLong("rows"), row.getString("sum")),
            owner(tenant))
        .getFirst();
  }

  /// Deletes the copy, so that the table is copied once more. Within the caller's transaction.
  int clear(Connection into, TenantId tenant) throws SQLException {
    Sql.update(into, "DELETE FROM %s WHERE %s".formatted(name, mine), owner(tenant));
    return Sql.update(into, BEGIN_AGAIN, name, name, tenant.value());
  }

  /// @return how many rows were deleted; 0 when there are none
  private int deleteSome(Connection connection, TenantId tenant) throws SQLException {
    var sql =
        """
        DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s LIMIT ?))\
        """
            .formatted(name, mine);
    return Sql.update(connection, sql, owner(tenant), DELETED_AT_ONCE);
  }

  /// The same of the first table that has any, those first that refer to others.
  static int deleteSomeOfAll(Connection connection, TenantId tenant) throws SQLException {
    var reversed = new ArrayList<>(ALL);
    Collections.reverse(reversed);
    for (var table : reversed) {
      int deleted = table.deleteSome(connection, tenant);
      if (deleted > 0) return deleted;
    }
    return 0;
  }
}
