package io.parley.persistence.history;

import io.parley.core.journal.Damage;
import io.parley.core.journal.DamagedSessions;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/// The table in which [JdbcSessionIndex] records damaged sessions.
public final class JdbcDamagedSessions implements DamagedSessions {
  private static final String LIST =
      """
      SELECT tenant, session, seq, category, found_at, looks, look_at FROM session_damage
      ORDER BY found_at, tenant, session LIMIT ?\
      """;

  private static final String RETRY =
      "UPDATE session_damage SET look_at = least(look_at, ?) WHERE tenant = ? AND session = ?";

  private final Database database;

  public JdbcDamagedSessions(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Page> list(int max) {
    return database
        .everywhere(
            connection ->
                new Page(
                    Sql.query(connection, LIST, JdbcDamagedSessions::listed, max),
                    Damages.count(connection)))
        .thenApply(pages -> merged(pages, max));
  }

  private static Page merged(List<Page> pages, int max) {
    return new Page(
        pages.stream()
            .flatMap(page -> page.sessions().stream())
            .sorted(Comparator.comparing(Listed::since))
            .limit(max)
            .toList(),
        pages.stream().mapToLong(Page::total).sum());
  }

  @Override
  public CompletionStage<Boolean> retry(SessionKey key, Instant now) {
    return database.as(
        key.tenant(),
        connection ->
            Sql.update(connection, RETRY, now, key.tenant().value(), key.session().value()) > 0);
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        new SessionKey(
            new TenantId(row.getString("tenant")), new SessionId(row.getString("session"))),
        new Damage(
            row.getLong("seq"),
            Damage.Category.valueOf(row.getString("category").toUpperCase(Locale.ROOT))),
        Sql.instant(row, "found_at"),
        row.getInt("looks"),
        Sql.instant(row, "look_at"));
  }
}
