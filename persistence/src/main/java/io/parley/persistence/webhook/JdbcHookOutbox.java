package io.parley.persistence.webhook;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox;
import io.parley.core.webhook.HookRules;
import io.parley.core.webhook.HookRules.Failures;
import io.parley.core.webhook.HookRules.Verdict;
import io.parley.core.webhook.WebhookId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// Runs of webhooks in tables. Claims, their ends and sweeps are work across tenants; addresses,
/// secrets and messages are read as the tenant.
public final class JdbcHookOutbox implements HookOutbox {
  private static final String PROGRAM = "webhooks";

  /// A row that another transaction holds is left to a later round: of two nodes that choose the
  /// same ones, none waits for the other, nor for the feed, which locks them in another order.
  private static final String CLAIM =
      """
      UPDATE webhook w SET next_at = ? FROM (
        SELECT tenant, id FROM webhook WHERE next_at <= ? AND (tenant, id) IN (
          SELECT tenant, id FROM (
            SELECT DISTINCT ON (tenant) tenant, id, next_at FROM webhook AS due
            WHERE next_at <= ? AND tenant <> ALL (?) AND (failures > 0) = ?
              AND NOT EXISTS (
                SELECT 1 FROM organisation o
                WHERE o.tenant = due.tenant AND o.state IN ('suspended', 'deleting', 'deleted'))
            ORDER BY tenant, next_at, id) AS first_of_each
          ORDER BY next_at LIMIT ?)
        FOR UPDATE SKIP LOCKED) AS chosen
      WHERE w.tenant = chosen.tenant AND w.id = chosen.id
      RETURNING w.tenant, w.id, w.failures, w.failing_since, w.next_at\
      """;

  private static final String OPEN =
      """
      SELECT url, key_id, sealed, old_key_id, old_sealed, old_until > ? AS is_old_valid
      FROM webhook WHERE tenant = ? AND id = ?\
      """;

  private static final String NEXT =
      "SELECT "
          + HookRows.MESSAGE
          + """
           FROM webhook_message WHERE tenant = ? AND webhook = ? AND state = 'waiting'
          ORDER BY number LIMIT ?\
          """;

  private static final String TRIED =
      """
      UPDATE webhook_message SET state = ?, attempts = attempts + 1, tried_at = ?, status = ?,
        error = ?, millis = ?
      WHERE tenant = ? AND webhook = ? AND id = ? AND state = 'waiting'\
      """;

  private static final String STILL_HELD =
      "SELECT 1 FROM webhook WHERE tenant = ? AND id = ? AND next_at = ?";

  private static final String HELD =
      "SELECT 1 FROM webhook WHERE (tenant, id) = (?, ?) AND next_at = ? FOR UPDATE";

  private static final String FINE =
      """
      UPDATE webhook w SET failures = 0, failing_since = NULL, error = NULL,
        next_at = CASE WHEN EXISTS (
          SELECT FROM webhook_message m
          WHERE m.tenant = w.tenant AND m.webhook = w.id AND m.state = 'waiting')
        THEN ?::timestamptz END
      WHERE (w.tenant, w.id) = (?, ?)\
      """;

  private static final String LATER =
      """
      UPDATE webhook SET failures = ?, failing_since = ?, error = ?, next_at = ?
      WHERE (tenant, id) = (?, ?)\
      """;

  private static final String OFF =
      """
      UPDATE webhook SET state = 'failed', failures = ?, failing_since = ?, error = ?,
        next_at = NULL
      WHERE tenant = ? AND id = ? AND next_at = ? RETURNING url\
      """;

  /// In the order in which the feed locks them, and before their messages, as a removal does.
  private static final String OF_OLD =
      """
      SELECT 1 FROM webhook WHERE (tenant, id) IN (
        SELECT tenant, webhook FROM (
          SELECT tenant, webhook FROM webhook_message WHERE stored_at < ?
          ORDER BY stored_at LIMIT ?) AS old)
      ORDER BY tenant, id FOR UPDATE\
      """;

  private static final String SWEEP =
      """
      DELETE FROM webhook_message WHERE (tenant, webhook, id) IN (
        SELECT tenant, webhook, id FROM webhook_message WHERE stored_at < ?
        ORDER BY stored_at LIMIT ? FOR UPDATE SKIP LOCKED)
      RETURNING tenant, webhook, state\
      """;

  private static final String MISSED =
      "UPDATE webhook SET missed = missed + ? WHERE (tenant, id) = (?, ?)";

  private static final String COUNT_WAITING =
      """
      SELECT count(*) FROM (
        SELECT FROM webhook_message WHERE state = 'waiting' LIMIT ?) AS waiting\
      """;

  private static final String COUNT_OFF =
      "SELECT count(*) FROM (SELECT FROM webhook WHERE state = 'failed' LIMIT ?) AS failed";

  private final Database database;
  private final Keyring keys;
  private final Optional<SwitchedOffMails> mails;

  /// @param mails empty where there are no accounts
  public JdbcHookOutbox(Database database, Keyring keys, Optional<SwitchedOffMails> mails) {
    this.database = database;
    this.keys = keys;
    this.mails = mails;
  }

  @Override
  public CompletionStage<List<Claimed>> claim(
      Instant now, Instant lease, Set<TenantId> busy, boolean isFailing, int max) {
    var others = busy.stream().map(TenantId::value).toArray(String[]::new);
    return database.acrossTenants(
        connection ->
            Sql.query(
                connection,
                CLAIM,
                JdbcHookOutbox::claimed,
                lease,
                now,
                now,
                others,
                isFailing,
                max));
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    return new Claimed(
        new TenantId(row.getString("tenant")),
        new WebhookId(row.getObject("id", UUID.class)),
        HookRows.failures(row),
        Sql.instant(row, "next_at"));
  }

  @Override
  public CompletionStage<Optional<Opened>> open(TenantId tenant, WebhookId webhook, Instant now) {
    return database.as(
        tenant,
        connection ->
            Sql.first(
                connection,
                OPEN,
                row -> opened(row, HookRows.context(tenant, webhook)),
                now,
                tenant.value(),
                webhook.value()));
  }

  private Opened opened(ResultSet row, String context) throws SQLException {
    var secrets = new ArrayList<String>();
    keys.open(row.getString("key_id"), row.getBytes("sealed"), context).ifPresent(secrets::add);
    // NULL, and so false, without an old one
    if (row.getBoolean("is_old_valid"))
      keys.open(row.getString("old_key_id"), row.getBytes("old_sealed"), context)
          .ifPresent(secrets::add);
    return new Opened(URI.create(row.getString("url")), secrets);
  }

  @Override
  public CompletionStage<List<HookMessage>> next(TenantId tenant, WebhookId webhook, int max) {
    return database.as(
        tenant,
        connection ->
            Sql.query(connection, NEXT, HookRows::message, tenant.value(), webhook.value(), max));
  }

  @Override
  public CompletionStage<Boolean> tried(
      Claimed claimed, HookMessage message, HookAttempt attempt, Instant at) {
    return database.as(
        claimed.tenant(),
        connection -> {
          Sql.update(
              connection,
              TRIED,
              attempt.isTaken() ? "delivered" : "waiting",
              at,
              attempt.outcome().answered(),
              attempt.outcome().error(),
              Math.toIntExact(attempt.took().toMillis()),
              claimed.tenant().value(),
              claimed.webhook().value(),
              message.id());
          return Sql.first(
                  connection,
                  STILL_HELD,
                  row -> row.getInt(1),
                  claimed.tenant().value(),
                  claimed.webhook().value(),
                  claimed.lease())
              .isPresent();
        });
  }

  @Override
  public CompletionStage<Boolean> end(Claimed claimed, Verdict verdict, Instant at) {
    return switch (verdict) {
      case HookRules.Fine() ->
          held(claimed, (connection, tenant, id) -> Sql.update(connection, FINE, at, tenant, id));
      case HookRules.Later(var failures, var error, var nextAt) ->
          held(
              claimed,
              (connection, tenant, id) ->
                  Sql.update(
                      connection,
                      LATER,
                      failures.times(),
                      failures.since(),
                      error,
                      nextAt,
                      tenant,
                      id));
      case HookRules.SwitchedOff(var failures, var error) ->
          database.as(
              claimed.tenant(), connection -> switchOff(connection, claimed, failures, error, at));
    };
  }

  @FunctionalInterface
  private interface Write {
    void on(Connection connection, String tenant, UUID id) throws SQLException;
  }

  /// The lock first: a message that was committed while this waited for it is seen by the write.
  private CompletionStage<Boolean> held(Claimed claimed, Write write) {
    var tenant = claimed.tenant().value();
    var id = claimed.webhook().value();
    return database.acrossTenants(
        connection -> {
          var held = Sql.first(connection, HELD, row -> row.getInt(1), tenant, id, claimed.lease());
          if (held.isEmpty()) return false;
          write.on(connection, tenant, id);
          return true;
        });
  }

  private boolean switchOff(
      Connection connection, Claimed claimed, Failures failures, String error, Instant at)
      throws SQLException {
    var tenant = claimed.tenant();
    // before the webhook, as people's changes do
    AuditRows.lock(connection, tenant);
    var url =
        Sql.first(
            connection,
            OFF,
            row -> URI.create(row.getString("url")),
            failures.times(),
            failures.since(),
            error,
            tenant.value(),
            claimed.webhook().value(),
            claimed.lease());
    if (url.isEmpty()) return false;
    var change =
        Change.of(
            "webhook-switched-off",
            JdbcWebhooks.target(claimed.webhook()),
            Map.of("state", "on"),
            Map.of("state", "failed", "error", error));
    AuditRows.add(connection, tenant, Act.ofProgram(PROGRAM, at), List.of(change));
    if (mails.isPresent()) mails.get().tell(connection, tenant, url.get(), at);
    return true;
  }

  private record Swept(String tenant, UUID webhook, boolean waited) {
    static Swept read(ResultSet row) throws SQLException {
      return new Swept(
          row.getString("tenant"),
          row.getObject("webhook", UUID.class),
          row.getString("state").equals("waiting"));
    }

    /// In the order in which the feed locks webhooks.
    String place() {
      return tenant + "|" + webhook;
    }
  }

  @Override
  public CompletionStage<Integer> sweep(Instant now, int max) {
    return database.acrossTenants(
        connection -> {
          var before = now.minus(HookRules.KEPT);
          Sql.query(connection, OF_OLD, row -> row.getInt(1), before, max);
          var swept = Sql.query(connection, SWEEP, Swept::read, before, max);
          var missed = new TreeMap<String, List<Swept>>();
          for (var each : swept)
            if (each.waited())
              missed.computeIfAbsent(each.place(), _ -> new ArrayList<>()).add(each);
          for (var of : missed.values())
            Sql.update(
                connection,
                MISSED,
                (long) of.size(),
                of.getFirst().tenant(),
                of.getFirst().webhook());
          return swept.size();
        });
  }

  @Override
  public CompletionStage<Counts> counts(int max) {
    return database.acrossTenants(
        connection ->
            new Counts(
                Sql.first(connection, COUNT_WAITING, row -> row.getInt(1), max).orElseThrow(),
                Sql.first(connection, COUNT_OFF, row -> row.getInt(1), max).orElseThrow()));
  }
}
