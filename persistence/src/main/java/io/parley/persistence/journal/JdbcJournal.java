package io.parley.persistence.journal;

import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.SessionKey;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Reads the journal's table, past the plugin: one statement, no actor.
public final class JdbcJournal implements Journal {
  private static final String READ =
      """
      SELECT sequence_number, event_ser_manifest, event_payload FROM event_journal
      WHERE persistence_id = ? AND sequence_number > ? AND event_ser_id = ? AND NOT deleted
      ORDER BY sequence_number LIMIT ?\
      """;

  private final Database database;
  private final EventJson json;

  public JdbcJournal(Database database, EventJson json) {
    this.database = database;
    this.json = json;
  }

  @Override
  public CompletionStage<List<RecordedEvent>> read(SessionKey key, long after, int limit) {
    return database.query(
        connection ->
            Sql.query(
                connection,
                READ,
                row ->
                    new RecordedEvent(row.getLong(1), json.read(row.getString(2), row.getBytes(3))),
                PersistenceIds.of(key),
                after,
                SessionEventSerializer.IDENTIFIER,
                limit));
  }
}
