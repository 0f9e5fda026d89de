package io.parley.persistence.journal;

import io.parley.core.journal.Damage;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// A row of the journal, as far as it can be read.
///
/// @param event empty when it cannot be read; then `damage` has the reason
public record StoredEvent(long seq, Optional<SessionEvent> event, Optional<Damage> damage) {
  /// The columns that [#read] needs.
  public static final String COLUMNS =
      "persistence_id, sequence_number, write_timestamp, adapter_manifest, event_ser_id,"
          + " event_ser_manifest, event_payload";

  /// @param row with [#COLUMNS]
  public static StoredEvent read(ResultSet row, EventBytes bytes) throws SQLException {
    return read(row, PersistenceIds.session(row.getString("persistence_id")), bytes);
  }

  /// @param row with [#COLUMNS]; @param session of the row, for callers that know it
  public static StoredEvent read(ResultSet row, Optional<SessionKey> session, EventBytes bytes)
      throws SQLException {
    long seq = row.getLong("sequence_number");
    // the plugin needs these two
    boolean torn =
        row.getString("adapter_manifest") == null || row.getString("write_timestamp") == null;
    if (session.isEmpty() || torn) return unreadable(seq, Damage.Category.UNREADABLE);
    try {
      var event =
          bytes.read(
              session.get(),
              seq,
              row.getInt("event_ser_id"),
              row.getString("event_ser_manifest"),
              row.getBytes("event_payload"));
      return new StoredEvent(seq, Optional.of(event), Optional.empty());
    } catch (UnreadableEvent e) {
      return unreadable(seq, e.damage());
    }
  }

  private static StoredEvent unreadable(long seq, Damage.Category category) {
    return new StoredEvent(seq, Optional.empty(), Optional.of(new Damage(seq, category)));
  }

  /// For a row that cannot be read at all.
  public static StoredEvent unread(long seq) {
    return unreadable(seq, Damage.Category.UNREADABLE);
  }

  public Optional<RecordedEvent> recorded() {
    return event.map(known -> new RecordedEvent(seq, known));
  }
}
