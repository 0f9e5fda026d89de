package io.parley.persistence.journal;

import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.PekkoSerialization;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.apache.pekko.serialization.Serialization;
import scala.Option;
import scala.Tuple2;
import scala.util.Failure;
import scala.util.Try;

/// The plugin's queries for a session that wakes.
///
/// @param serialization turns rows into events
record ReplayedRows(Serialization serialization) {
  private static final String HIGHEST =
      """
      SELECT sequence_number FROM event_journal WHERE persistence_id = ?
      ORDER BY sequence_number DESC LIMIT 1\
      """;

  private static final String READ =
      """
      SELECT ordering, sequence_number, writer, write_timestamp, adapter_manifest, event_payload,
        event_ser_id, event_ser_manifest
      FROM event_journal
      WHERE persistence_id = ? AND NOT deleted AND sequence_number >= ? AND sequence_number <= ?
      ORDER BY sequence_number LIMIT ?\
      """;

  /// 0 for a session without events.
  long highest(Connection connection, String id) throws SQLException {
    return Sql.first(connection, HIGHEST, row -> row.getLong(1), id).orElse(0L);
  }

  /// @return a failure for a row that is no event
  List<Try<Tuple2<PersistentRepr, Object>>> read(
      Connection connection, String id, long from, long to, long max) throws SQLException {
    return Sql.query(connection, READ, row -> event(id, row), id, from, to, max);
  }

  private Try<Tuple2<PersistentRepr, Object>> event(String id, ResultSet row) throws SQLException {
    var manifest = Sql.text(row, "adapter_manifest");
    long at = row.getLong("write_timestamp");
    if (manifest.isEmpty() || row.wasNull())
      return new Failure<>(
          new IllegalStateException("NULL in a row of the journal (expected: a value)"));
    return PekkoSerialization.fromRow(
        serialization,
        new JournalPekkoSerializationRow(
            row.getLong("ordering"),
            false,
            id,
            row.getLong("sequence_number"),
            row.getString("writer"),
            at,
            manifest.get(),
            row.getBytes("event_payload"),
            row.getInt("event_ser_id"),
            row.getString("event_ser_manifest"),
            Option.empty(),
            Option.empty(),
            Option.empty()));
  }
}
