package io.parley.persistence.feed;

import io.parley.core.journal.Damage;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The table of damaged sessions, as written by readers of the journal.
public final class DamagedRows {
  /// The first finding stays: it is the one that people were alerted to.
  private static final String RECORD =
      """
      INSERT INTO session_damage (tenant, session, seq, category, found_at, look_at)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
      """;

  private DamagedRows() {}

  /// @return false when it was known
  public static boolean record(Connection connection, SessionKey key, Damage damage, Instant now)
      throws SQLException {
    return Sql.update(
            connection,
            RECORD,
            key.tenant().value(),
            key.session().value(),
            damage.seq(),
            text(damage.category()),
            now,
            now)
        > 0;
  }

  /// In a fixed order: two readers that find the same damages do not deadlock.
  ///
  /// @return those that were not known
  public static Map<SessionKey, Damage> record(
      Connection connection, Map<SessionKey, Damage> found, Instant now) throws SQLException {
    var keys = found.keySet().stream().sorted(Comparator.comparing(SessionKey::toString)).toList();
    var unknown = new HashMap<SessionKey, Damage>();
    for (var key : keys)
      if (record(connection, key, found.get(key), now)) unknown.put(key, found.get(key));
    return unknown;
  }

  /// The values of the table.
  public static String text(Damage.Category category) {
    return category.name().toLowerCase(Locale.ROOT);
  }
}
