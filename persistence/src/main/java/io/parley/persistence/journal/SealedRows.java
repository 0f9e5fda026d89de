package io.parley.persistence.journal;

import io.parley.core.fault.WorkFailed;
import io.parley.core.journal.Damage;
import io.parley.core.journal.Unreadable;
import java.util.function.Supplier;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;

/// Seals the plugin's rows before they are stored, and opens them when they are read.
final class SealedRows {
  private final Supplier<EventBytes> bytes;

  SealedRows(Supplier<EventBytes> bytes) {
    this.bytes = bytes;
  }

  /// A row that is not a session's event stays as it is.
  JournalPekkoSerializationRow sealed(JournalPekkoSerializationRow row) {
    var sealing = bytes.get();
    if (!sealing.isSealing() || row.eventSerId() != SessionEventSerializer.IDENTIFIER) return row;
    return PersistenceIds.session(row.persistenceId())
        .flatMap(
            session ->
                sealing.sealed(
                    session, row.sequenceNumber(), row.eventSerManifest(), row.eventPayload()))
        .map(stored -> with(row, stored))
        .orElse(row);
  }

  private static JournalPekkoSerializationRow with(
      JournalPekkoSerializationRow row, byte[] sealed) {
    return new JournalPekkoSerializationRow(
        row.ordering(),
        row.deleted(),
        row.persistenceId(),
        row.sequenceNumber(),
        row.writer(),
        row.writeTimestamp(),
        row.adapterManifest(),
        sealed,
        SealedEventSerializer.IDENTIFIER,
        row.eventSerManifest(),
        row.metaPayload(),
        row.metaSerId(),
        row.metaSerManifest());
  }

  /// Like [SessionEventSerializer] for unsealed rows: an event, or [Unreadable].
  PersistentRepr opened(PersistentRepr read) {
    if (!(read.payload() instanceof SealedEvent sealed)) return read;
    return read.withPayload(payload(read, sealed));
  }

  private Object payload(PersistentRepr read, SealedEvent sealed) {
    var session = PersistenceIds.session(read.persistenceId());
    if (session.isEmpty()) return new Unreadable(Damage.Category.UNREADABLE);
    try {
      return WorkFailed.contain(
          () ->
              bytes
                  .get()
                  .opened(session.get(), read.sequenceNr(), sealed.manifest(), sealed.bytes()));
    } catch (UnreadableEvent e) {
      return new Unreadable(e.damage());
    } catch (WorkFailed e) {
      return new Unreadable(Damage.Category.UNREADABLE);
    }
  }
}
