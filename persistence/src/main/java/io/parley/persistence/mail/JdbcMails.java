package io.parley.persistence.mail;

import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailOutbox;
import io.parley.core.mail.MailRules;
import io.parley.core.mail.MailState;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Mails in a table, their values encrypted by a [Keyring]. Claims end by the caller's clock.
public final class JdbcMails implements Mails, MailOutbox {
  private static final String WAITING =
      "SELECT count(*) FROM mail WHERE tenant = ? AND next_at IS NOT NULL";

  private static final String ORDERED =
      """
      SELECT count(*) FROM (
        SELECT FROM mail WHERE tenant = ? AND ordered_at > ? LIMIT %d) AS ordered\
      """
          .formatted(DAY_MAX);

  /// Without a target: the one key of the table.
  private static final String INSERT =
      """
      INSERT INTO mail (tenant, id, kind, language, address, key_id, sealed, state, attempts,
        ordered_at, next_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?)
      ON CONFLICT DO NOTHING\
      """;

  /// A kind of a later release waits for a node of that release.
  private static final String CLAIM =
      """
      UPDATE mail SET attempts = attempts + 1, next_at = ? WHERE (tenant, id) IN (
        SELECT tenant, id FROM mail WHERE next_at <= ? AND kind = ANY (?)
        ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED)
      RETURNING \
      """
          + MailRows.COLUMNS;

  private static final String RETRY =
      """
      UPDATE mail SET next_at = ?, error = ?
      WHERE tenant = ? AND id = ? AND next_at IS NOT NULL AND attempts = ?\
      """;

  /// A claimer whose claim ended may still know that it was sent.
  private static final String OVER =
      """
      UPDATE mail SET state = ?, next_at = NULL, over_at = ?, error = ?, key_id = NULL,
        sealed = NULL
      WHERE tenant = ? AND id = ? AND next_at IS NOT NULL AND (? OR attempts = ?)\
      """;

  private static final String SWEEP =
      """
      DELETE FROM mail WHERE (tenant, id) IN (
        SELECT tenant, id FROM mail WHERE over_at < ? ORDER BY over_at LIMIT ?
        FOR UPDATE SKIP LOCKED)\
      """;

  /// Mails that no node of this release ends: it cannot read their kind or their reader.
  private static final String SWEEP_LEFT =
      """
      DELETE FROM mail WHERE (tenant, id) IN (
        SELECT tenant, id FROM mail WHERE next_at IS NOT NULL AND ordered_at < ?
        ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED)\
      """;

  private static final String WAITING_OF_ALL =
      "SELECT count(*) FROM (SELECT FROM mail WHERE next_at IS NOT NULL LIMIT ?) AS waiting";

  private static final Duration DAY = Duration.ofDays(1);

  /// No mail is tried for longer.
  private static final Duration USEFUL_MAX =
      Arrays.stream(MailKind.values())
          .map(MailKind::useful)
          .max(Comparator.naturalOrder())
          .orElseThrow();

  private static final String[] KINDS =
      Arrays.stream(MailKind.values()).map(MailKind::word).toArray(String[]::new);

  private final Database database;
  private final Keyring keys;

  public JdbcMails(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Stored> enqueue(NewMail mail, Instant at) {
    return database.as(mail.tenant(), connection -> add(connection, mail, at));
  }

  /// Adds a mail in the transaction of the command that causes it: both are committed, or neither.
  ///
  /// @param connection that works as the mail's tenant; across tenants for a mail of the platform
  /// @return if not `DONE`, nothing was stored, and the command must be refused
  public Stored add(Connection connection, NewMail mail, Instant at) throws SQLException {
    if (keys.isEmpty()) return Stored.NO_KEY;
    var tenant = mail.tenant().value();
    long waiting = Sql.first(connection, WAITING, row -> row.getLong(1), tenant).orElseThrow();
    if (waiting >= waitingMax(mail.tenant())) return Stored.TOO_MANY;
    if (!mail.tenant().equals(TenantId.PLATFORM) && lately(connection, tenant, at) >= DAY_MAX)
      return Stored.TOO_MANY;
    var sealed =
        keys.seal(MailRows.json(mail.values()), MailRows.context(mail.tenant(), mail.id()));
    Sql.update(
        connection,
        INSERT,
        tenant,
        mail.id().value(),
        mail.kind().word(),
        mail.language(),
        mail.to().text(),
        sealed.key(),
        sealed.bytes().array(),
        at,
        at);
    return Stored.DONE;
  }

  private static long lately(Connection connection, String tenant, Instant at) throws SQLException {
    return Sql.first(connection, ORDERED, row -> row.getLong(1), tenant, at.minus(DAY))
        .orElseThrow();
  }

  private static int waitingMax(TenantId tenant) {
    return tenant.equals(TenantId.PLATFORM) ? PLATFORM_WAITING_MAX : WAITING_MAX;
  }

  @Override
  public CompletionStage<List<Claimed>> claim(Instant now, Duration lease, int max) {
    return database.acrossTenants(
        connection ->
            Sql.query(
                    connection,
                    CLAIM,
                    row -> MailRows.claimed(row, keys),
                    now.plus(lease),
                    now,
                    KINDS,
                    max)
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  @Override
  public CompletionStage<Boolean> end(Claimed mail, MailRules.Verdict verdict, Instant at) {
    var tenant = mail.tenant().value();
    var id = mail.id().value();
    return database.acrossTenants(
        connection -> {
          if (verdict.state() == MailState.WAITING)
            return Sql.update(
                    connection,
                    RETRY,
                    verdict.nextAt(),
                    verdict.error(),
                    tenant,
                    id,
                    mail.attempts())
                > 0;
          return Sql.update(
                  connection,
                  OVER,
                  verdict.state().word(),
                  at,
                  verdict.error(),
                  tenant,
                  id,
                  verdict.state() == MailState.SENT,
                  mail.attempts())
              > 0;
        });
  }

  @Override
  public CompletionStage<Integer> sweep(Instant before, int max) {
    return database.acrossTenants(
        connection -> {
          int over = Sql.update(connection, SWEEP, before, max);
          int rest = Math.max(0, max - over);
          return over + Sql.update(connection, SWEEP_LEFT, before.minus(USEFUL_MAX), rest);
        });
  }

  @Override
  public CompletionStage<Integer> waiting(int max) {
    return database.acrossTenants(
        connection ->
            Sql.first(connection, WAITING_OF_ALL, row -> row.getInt(1), max).orElseThrow());
  }
}
