package io.parley.persistence.webhook;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import io.parley.core.webhook.HookKind;
import io.parley.core.webhook.HookMessages;
import io.parley.core.webhook.HookTarget;
import io.parley.core.webhook.Webhook;
import io.parley.core.webhook.WebhookId;
import io.parley.core.webhook.Webhooks;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Webhooks in a table, as the tenant. Changes are committed with their audit entries; the lock of
/// the tenant's trail makes the limit exact.
public final class JdbcWebhooks implements Webhooks {
  private static final int HASH_DIGITS = 16;

  private static final String SELECT =
      """
      SELECT id, url, kinds, description, state, failures, failing_since, error, since, missed,
        old_until, (SELECT count(*) FROM (
          SELECT FROM webhook_message m
          WHERE m.tenant = w.tenant AND m.webhook = w.id AND m.state = 'waiting'
          LIMIT %d) AS few) AS waiting
      FROM webhook w\
      """
          .formatted(HookMessages.WAITING_MAX);

  private static final String LIST = SELECT + " WHERE w.tenant = ? ORDER BY made_at, id";
  private static final String FIND = SELECT + " WHERE w.tenant = ? AND w.id = ?";

  private static final String COUNT = "SELECT count(*) FROM webhook WHERE tenant = ?";

  private static final String ADD =
      """
      INSERT INTO webhook (tenant, id, url, kinds, description, state, key_id, sealed, made_at,
        since)
      VALUES (?, ?, ?, ?, ?, 'on', ?, ?, ?, ?)\
      """;

  /// A claim ends: its sender finds another time. One that does not fail has its run at once too,
  /// and finds nothing to do. One that fails stays among those that fail until a message was taken:
  /// nobody takes the places of the others by changing it again and again.
  private static final String CHANGE =
      """
      UPDATE webhook SET url = ?, kinds = ?, description = ?, failures = least(failures, 1),
        failing_since = NULL, error = NULL,
        next_at = CASE WHEN state = 'on' THEN ?::timestamptz END
      WHERE tenant = ? AND id = ?\
      """;

  private static final String ROTATE =
      """
      UPDATE webhook SET old_key_id = key_id, old_sealed = sealed, old_until = ?, key_id = ?,
        sealed = ?
      WHERE tenant = ? AND id = ?\
      """;

  /// Without an overlap nothing is left of the one before.
  private static final String REPLACE =
      """
      UPDATE webhook SET old_key_id = NULL, old_sealed = NULL, old_until = NULL, key_id = ?,
        sealed = ?
      WHERE tenant = ? AND id = ?\
      """;

  private static final String TURN_OFF =
      "UPDATE webhook SET state = 'off', next_at = NULL WHERE tenant = ? AND id = ?";

  private static final String TURN_ON =
      """
      UPDATE webhook SET since = CASE WHEN state = 'off' THEN ?::timestamptz ELSE since END,
        state = 'on', failures = least(failures, 1), failing_since = NULL, error = NULL, next_at = ?
      WHERE tenant = ? AND id = ?\
      """;

  private static final String SKIP =
      """
      UPDATE webhook_message SET state = 'skipped'
      WHERE tenant = ? AND webhook = ? AND state = 'waiting'\
      """;

  private static final String REMOVE = "DELETE FROM webhook WHERE tenant = ? AND id = ?";

  private static final String REMOVE_MESSAGES =
      "DELETE FROM webhook_message WHERE tenant = ? AND webhook = ?";

  private static final String MESSAGES =
      "SELECT "
          + HookRows.MESSAGE
          + """
          , state, attempts, tried_at, status, error, millis
          FROM webhook_message WHERE tenant = ? AND webhook = ? ORDER BY number DESC LIMIT ?\
          """;

  private final Database database;
  private final Keyring keys;

  public JdbcWebhooks(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  /// For the audit trail.
  static String target(WebhookId id) {
    return "webhook:" + id;
  }

  @Override
  public CompletionStage<Stored> create(
      TenantId tenant, WebhookId id, HookTarget target, String secret, Act act) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(new Locked());
    var sealed = keys.seal(secret, HookRows.context(tenant, id));
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          long count =
              Sql.first(connection, COUNT, row -> row.getLong(1), tenant.value()).orElseThrow();
          if (count >= COUNT_MAX) return new Full();
          Sql.update(
              connection,
              ADD,
              tenant.value(),
              id.value(),
              target.url().toString(),
              kinds(target),
              target.description(),
              sealed.key(),
              sealed.bytes().array(),
              act.at(),
              act.at());
          var made = found(connection, tenant, id);
          AuditRows.add(
              connection,
              tenant,
              act,
              List.of(Change.made("webhook-created", target(id), fields(made))));
          return new Done(made);
        });
  }

  @Override
  public CompletionStage<Stored> change(TenantId tenant, WebhookId id, HookTarget target, Act act) {
    return changed(
        tenant,
        id,
        act,
        "webhook-changed",
        connection ->
            Sql.update(
                connection,
                CHANGE,
                target.url().toString(),
                kinds(target),
                target.description(),
                act.at(),
                tenant.value(),
                id.value()));
  }

  @Override
  public CompletionStage<Stored> rotate(
      TenantId tenant, WebhookId id, String secret, Duration overlap, Act act) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(new Locked());
    var sealed = keys.seal(secret, HookRows.context(tenant, id));
    return changed(
        tenant,
        id,
        act,
        "webhook-secret-replaced",
        connection -> {
          var key = sealed.key();
          var bytes = sealed.bytes().array();
          return overlap.isZero()
              ? Sql.update(connection, REPLACE, key, bytes, tenant.value(), id.value())
              : Sql.update(
                  connection,
                  ROTATE,
                  act.at().plus(overlap),
                  key,
                  bytes,
                  tenant.value(),
                  id.value());
        });
  }

  @Override
  public CompletionStage<Stored> switchTo(TenantId tenant, WebhookId id, Switch to, Act act) {
    return switch (to) {
      case OFF ->
          changed(
              tenant,
              id,
              act,
              "webhook-turned-off",
              connection -> Sql.update(connection, TURN_OFF, tenant.value(), id.value()));
      case ON -> turnedOn(tenant, id, act, false);
      case ON_FROM_NOW -> turnedOn(tenant, id, act, true);
    };
  }

  private CompletionStage<Stored> turnedOn(
      TenantId tenant, WebhookId id, Act act, boolean isSkipping) {
    return changed(
        tenant,
        id,
        act,
        isSkipping ? "webhook-turned-on-from-now" : "webhook-turned-on",
        connection -> {
          if (isSkipping) Sql.update(connection, SKIP, tenant.value(), id.value());
          return Sql.update(connection, TURN_ON, act.at(), act.at(), tenant.value(), id.value());
        });
  }

  private CompletionStage<Stored> changed(
      TenantId tenant, WebhookId id, Act act, String action, Database.Work<Integer> write) {
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var before = one(connection, tenant, id);
          if (before.isEmpty()) return new Missing();
          write.on(connection);
          var after = found(connection, tenant, id);
          var change = Change.of(action, target(id), fields(before.get()), fields(after));
          AuditRows.add(connection, tenant, act, List.of(change));
          return new Done(after);
        });
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId tenant, WebhookId id, Act act) {
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var before = one(connection, tenant, id);
          if (before.isEmpty()) return false;
          // messages first, as the sweep has it: in the other order each could wait for the other
          Sql.update(connection, REMOVE_MESSAGES, tenant.value(), id.value());
          Sql.update(connection, REMOVE, tenant.value(), id.value());
          // those that the feed has stored in between
          Sql.update(connection, REMOVE_MESSAGES, tenant.value(), id.value());
          var gone = Change.gone("webhook-removed", target(id), fields(before.get()));
          AuditRows.add(connection, tenant, act, List.of(gone));
          return true;
        });
  }

  @Override
  public CompletionStage<List<Webhook>> list(TenantId tenant) {
    return database.as(
        tenant, connection -> Sql.query(connection, LIST, HookRows::webhook, tenant.value()));
  }

  @Override
  public CompletionStage<Optional<Webhook>> find(TenantId tenant, WebhookId id) {
    return database.as(tenant, connection -> one(connection, tenant, id));
  }

  private static Optional<Webhook> one(Connection connection, TenantId tenant, WebhookId id)
      throws SQLException {
    return Sql.first(connection, FIND, HookRows::webhook, tenant.value(), id.value());
  }

  private static Webhook found(Connection connection, TenantId tenant, WebhookId id)
      throws SQLException {
    return one(connection, tenant, id).orElseThrow();
  }

  @Override
  public CompletionStage<List<Listed>> messages(TenantId tenant, WebhookId id, int limit) {
    return database.as(
        tenant,
        connection ->
            Sql.query(connection, MESSAGES, HookRows::listed, tenant.value(), id.value(), limit));
  }

  private static String[] kinds(HookTarget target) {
    return target.kinds().stream().map(HookKind::word).sorted().toArray(String[]::new);
  }

  /// Path and query of an address may be secret, and more people read the trail than webhooks: it
  /// has the origin, and a hash of the whole, by which a change is seen.
  private static Map<String, String> fields(Webhook webhook) {
    var target = webhook.target();
    var fields = new TreeMap<String, String>();
    fields.put("origin", target.url().getScheme() + "://" + target.url().getRawAuthority());
    fields.put("urlHash", Sha256.hex(target.url().toString()).substring(0, HASH_DIGITS));
    fields.put(
        "kinds",
        target.kinds().stream().map(HookKind::word).sorted().collect(Collectors.joining(",")));
    fields.put("state", webhook.state().word());
    if (!target.description().isEmpty()) fields.put("description", target.description());
    webhook.oldUntil().ifPresent(until -> fields.put("oldSecretUntil", until.toString()));
    return fields;
  }
}
