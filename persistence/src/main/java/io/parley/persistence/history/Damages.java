package io.parley.persistence.history;

import io.parley.core.journal.Damage;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.Replayed;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Sql;
import io.parley.persistence.feed.DamagedRows;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JdbcJournal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table of damaged sessions, and their rechecks.
final class Damages {
  private static final int PAGE = 500;

  /// How often pauses double; starting at a minute that reaches about half a day.
  private static final int DOUBLINGS_MAX = 9;

  private static final String DUE =
      "SELECT tenant, session FROM session_damage WHERE look_at <= ? ORDER BY look_at LIMIT ?";

  /// Another node may be checking it, or it was repaired meanwhile.
  private static final String LOCK =
      """
      SELECT looks FROM session_damage WHERE tenant = ? AND session = ? AND look_at <= ?
      FOR UPDATE SKIP LOCKED\
      """;

  private static final String AGAIN_LATER =
      """
      UPDATE session_damage SET seq = ?, category = ?, looks = looks + 1, look_at = ?
      WHERE tenant = ? AND session = ?\
      """;

  private static final String MENDED =
      "DELETE FROM session_damage WHERE tenant = ? AND session = ?";

  private static final String COUNT = "SELECT count(*) FROM session_damage";

  private final EventBytes bytes;
  private final Projection projection;

  Damages(EventBytes bytes, Projection projection) {
    this.bytes = bytes;
    this.projection = projection;
  }

  static List<SessionKey> due(Connection connection, Instant now, int max) throws SQLException {
    return Sql.query(
        connection,
        DUE,
        row -> new SessionKey(new TenantId(row.getString(1)), new SessionId(row.getString(2))),
        now,
        max);
  }

  static long count(Connection connection) throws SQLException {
    return Sql.query(connection, COUNT, row -> row.getLong(1)).getFirst();
  }

  /// The result of reading a session's events.
  ///
  /// @param last number of the last valid event
  record Examined(long last, Optional<Damage> damage) {}

  /// Reads a session from its first event. It checks for every damage that would close the session,
  /// so that a released one is not back at once. It only reads, however long that takes, and so
  /// delays no projection.
  Examined examine(Connection connection, SessionKey key) throws SQLException {
    SessionState state = new SessionState.New();
    try {
      while (true) {
        var page = JdbcJournal.read(connection, bytes, key, state.seq(), PAGE);
        for (var recorded : page)
          switch (Replayed.next(state, recorded.seq(), recorded.event())) {
            case Replayed.Broken(var damage) -> {
              return new Examined(state.seq(), Optional.of(damage));
            }
            case Replayed.Sound(var next) -> state = next;
          }
        if (page.size() < PAGE) return new Examined(state.seq(), Optional.empty());
      }
    } catch (DamagedJournal damaged) {
      return new Examined(state.seq(), Optional.of(damaged.damage()));
    }
  }

  /// @return whether it is repaired, and its events were projected
  boolean settle(
      Connection connection,
      SessionKey key,
      Examined examined,
      Instant now,
      Duration pause,
      Duration idleTimeout)
      throws SQLException {
    var tenant = key.tenant().value();
    var session = key.session().value();
    var looks = Sql.first(connection, LOCK, row -> row.getInt(1), tenant, session, now);
    if (looks.isEmpty()) return false;
    var damage =
        examined.damage().isPresent()
            ? examined.damage()
            : DamagedPage.byIndex(
                connection,
                careful -> projection.catchUp(careful, key, examined.last(), PAGE, idleTimeout));
    if (damage.isEmpty()) return Sql.update(connection, MENDED, tenant, session) > 0;
    var longer = pause.multipliedBy(1L << Math.min(looks.get(), DOUBLINGS_MAX));
    Sql.update(
        connection,
        AGAIN_LATER,
        damage.get().seq(),
        DamagedRows.text(damage.get().category()),
        now.plus(longer),
        tenant,
        session);
    return false;
  }
}
