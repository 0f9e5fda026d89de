package io.parley.persistence.webhook;

import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookEvent;
import io.parley.core.webhook.HookMessages;
import io.parley.core.webhook.HookRules;
import io.parley.core.webhook.WebhookId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import io.parley.persistence.text.TextMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// Stores messages for webhooks in the table `webhook_message`, across tenants. A webhook's row is
/// locked until its messages are committed, so that the end of its run sees either the message or
/// the time of its next run.
public final class JdbcHookMessages implements HookMessages {
  /// In the order of the key: two nodes that run the feed do not wait for each other in a circle.
  private static final String HOOKS =
      """
      SELECT tenant, id, kinds, since FROM webhook WHERE tenant = ANY (?) AND state <> 'off'
      ORDER BY tenant, id FOR UPDATE\
      """;

  private static final String OWN =
      """
      SELECT tenant, id, kinds, since FROM webhook WHERE tenant = ? AND state <> 'off'
      ORDER BY id FOR UPDATE\
      """;

  private static final String WAITING =
      """
      SELECT count(*) FROM (
        SELECT FROM webhook_message WHERE (tenant, webhook) = (?, ?) AND state = 'waiting'
        LIMIT ?) AS waiting\
      """;

  private static final String ADD =
      """
      INSERT INTO webhook_message (tenant, webhook, id, type, at, seq, data, stored_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
      """;

  /// A claim and a pause after a failure stay.
  private static final String WAKE =
      """
      UPDATE webhook SET missed = missed + ?,
        next_at = CASE WHEN state = 'on' THEN coalesce(next_at, ?) END
      WHERE (tenant, id) = (?, ?)\
      """;

  private final Database database;

  public JdbcHookMessages(Database database) {
    this.database = database;
  }

  private record Hook(TenantId tenant, WebhookId id, Set<String> kinds, Instant since) {
    static Hook read(ResultSet row) throws SQLException {
      return new Hook(
          new TenantId(row.getString("tenant")),
          new WebhookId(row.getObject("id", UUID.class)),
          Set.copyOf(Sql.texts(row, "kinds")),
          Sql.instant(row, "since"));
    }

    private boolean tells(HookEvent event) {
      return event.tenant().equals(tenant)
          && kinds.contains(event.kind().word())
          && !event.message().at().isBefore(since);
    }

    List<HookEvent> told(List<HookEvent> events, Instant now) {
      var oldest = now.minus(HookRules.KEPT);
      return events.stream()
          .filter(this::tells)
          .filter(event -> !event.message().at().isBefore(oldest))
          .toList();
    }
  }

  @Override
  public CompletionStage<Void> add(List<HookEvent> events, Instant now) {
    var tenants =
        events.stream().map(event -> event.tenant().value()).distinct().toArray(String[]::new);
    return database.acrossTenants(
        connection -> {
          for (var hook : Sql.query(connection, HOOKS, Hook::read, (Object) tenants))
            add(connection, hook, hook.told(events, now), now);
          return null;
        });
  }

  /// The same of one event, in a transaction of its tenant that stores the event itself.
  public static void note(Connection connection, HookEvent event, Instant now) throws SQLException {
    for (var hook : Sql.query(connection, OWN, Hook::read, event.tenant().value()))
      add(connection, hook, hook.told(List.of(event), now), now);
  }

  private static void add(Connection connection, Hook hook, List<HookEvent> events, Instant now)
      throws SQLException {
    if (events.isEmpty()) return;
    var tenant = hook.tenant().value();
    var id = hook.id().value();
    int waiting =
        Sql.first(connection, WAITING, row -> row.getInt(1), tenant, id, WAITING_MAX).orElseThrow();
    int kept = Math.min(events.size(), WAITING_MAX - waiting);
    var rows = events.subList(0, kept).stream().map(event -> row(hook, event, now)).toList();
    Sql.batch(connection, ADD, rows);
    Sql.update(connection, WAKE, events.size() - kept, now, tenant, id);
  }

  private static Object[] row(Hook hook, HookEvent event, Instant now) {
    var message = event.message();
    return new Object[] {
      hook.tenant().value(),
      hook.id().value(),
      message.id(),
      message.type(),
      message.at(),
      message.seq().orElseThrow(),
      Text.storable(TextMap.json(message.data())),
      now
    };
  }
}
