package io.parley.persistence.testing;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.journal.DamageListener;
import io.parley.core.journal.SessionIndex;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.history.JdbcSessionIndex;
import io.parley.persistence.journal.Conversation;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.EventJson;
import io.parley.persistence.journal.PersistenceIds;
import io.parley.persistence.journal.SessionEventSerializer;
import io.parley.persistence.memory.MemoryProjection;
import io.parley.persistence.memory.MemorySettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes rows as the journal's plugin does, but at the time and in the transaction of the test's
/// choice.
public final class JournalRows {
  private static final String INSERT =
      """
      INSERT INTO event_journal (deleted, persistence_id, sequence_number, writer, write_timestamp,
        adapter_manifest, event_payload, event_ser_id, event_ser_manifest)
      VALUES (false, ?, ?, 'test', 0, '', ?, ?, ?)\
      """;

  private static final String BEHIND =
      """
      event_journal AS event, projection_offset AS reached
      WHERE reached.name = 'session-index'
        AND (event.xact, event.ordering) > (reached.xact, reached.ordering)\
      """;

  private static final int PAGE = 500;

  private static final EventJson JSON = new EventJson();

  private final MigratedDatabase db;

  public JournalRows(MigratedDatabase db) {
    this.db = db;
  }

  /// An index of all sessions, memories included, with Parley's default settings.
  public static JdbcSessionIndex index(MigratedDatabase db) {
    return index(db, new RecordedDamages());
  }

  public static JdbcSessionIndex index(MigratedDatabase db, DamageListener listener) {
    return index(db.database(), listener);
  }

  public static JdbcSessionIndex index(Database database, DamageListener listener) {
    return new JdbcSessionIndex(
        database,
        new EventBytes(),
        new MemoryProjection(MemorySettings.from(ConfigFactory.defaultReference())),
        listener,
        Clock.systemUTC());
  }

  public static SessionKey key(String session) {
    return new SessionKey(TenantId.DEFAULT, new SessionId(session));
  }

  /// A session's first events: started, said, turn started, reply …
  public static List<SessionEvent> small() {
    return new Conversation(Instant.parse("2026-01-01T12:00:00Z"))
        .start(Optional.empty(), Optional.empty())
        .say("a", "hello")
        .reply(1, "hi")
        .end("e", "customer-left")
        .archived()
        .bare();
  }

  /// The event with this number of a small conversation, committed at once.
  public void write(String session, int seq) {
    try (var connection = db.connect()) {
      write(connection, key(session), seq, small().get(seq - 1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void write(SessionKey key, List<SessionEvent> events) {
    try (var connection = db.connect()) {
      connection.setAutoCommit(false);
      int seq = 0;
      for (var event : events) write(connection, key, ++seq, event);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Projects until the index has caught up. A transaction anywhere on the server, autovacuum's
  /// included, may delay it for a moment.
  ///
  /// @return how many events were projected
  public int projectAll(SessionIndex index, Duration idleTimeout) {
    var taken = new AtomicInteger();
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              int some = PAGE;
              while (some == PAGE) {
                some = get(index.project(PAGE, idleTimeout));
                taken.addAndGet(some);
              }
              return db.count(BEHIND) == 0;
            });
    return taken.get();
  }

  public void write(Connection connection, SessionKey key, long seq, SessionEvent event)
      throws SQLException {
    insert(connection, key, seq, event);
  }

  /// For any database with Parley's tables.
  public static void insert(Connection connection, SessionKey key, long seq, SessionEvent event)
      throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, PersistenceIds.of(key));
      insert.setLong(2, seq);
      insert.setBytes(3, JSON.write(event));
      insert.setInt(4, SessionEventSerializer.IDENTIFIER);
      insert.setString(5, JSON.manifest(event));
      insert.executeUpdate();
    }
  }
}
