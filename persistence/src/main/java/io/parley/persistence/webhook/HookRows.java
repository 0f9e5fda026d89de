package io.parley.persistence.webhook;

import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookKind;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookRules.Failures;
import io.parley.core.webhook.HookTarget;
import io.parley.core.webhook.Webhook;
import io.parley.core.webhook.WebhookId;
import io.parley.core.webhook.Webhooks.Last;
import io.parley.core.webhook.Webhooks.Listed;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.TextMap;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Reads rows of webhooks and of their messages.
final class HookRows {
  static final String MESSAGE = "id, type, at, seq, data";

  private HookRows() {}

  /// What a secret is sealed for.
  static String context(TenantId tenant, WebhookId id) {
    return "webhook|" + tenant.value() + "|" + id;
  }

  static Failures failures(ResultSet row) throws SQLException {
    return new Failures(row.getInt("failures"), Sql.instantIfAny(row, "failing_since"));
  }

  /// @param row with the column `waiting` beside those of the table
  static Webhook webhook(ResultSet row) throws SQLException {
    return new Webhook(
        new WebhookId(row.getObject("id", UUID.class)),
        new HookTarget(URI.create(row.getString("url")), kinds(row), row.getString("description")),
        Webhook.State.of(row.getString("state")).orElseThrow(),
        failures(row),
        Sql.text(row, "error"),
        Sql.instant(row, "since"),
        row.getLong("missed"),
        row.getInt("waiting"),
        Sql.instantIfAny(row, "old_until"));
  }

  /// Without those of a later release.
  private static Set<HookKind> kinds(ResultSet row) throws SQLException {
    var kinds = EnumSet.noneOf(HookKind.class);
    for (var word : Sql.texts(row, "kinds")) HookKind.of(word).ifPresent(kinds::add);
    return kinds;
  }

  static HookMessage message(ResultSet row) throws SQLException {
    return new HookMessage(
        row.getString("id"),
        row.getString("type"),
        Sql.instant(row, "at"),
        OptionalLong.of(row.getLong("seq")),
        TextMap.read(row.getString("data")).orElse(Map.of()));
  }

  static Listed listed(ResultSet row) throws SQLException {
    return new Listed(message(row), row.getString("state"), row.getInt("attempts"), last(row));
  }

  private static Optional<Last> last(ResultSet row) throws SQLException {
    var at = Sql.instantIfAny(row, "tried_at");
    if (at.isEmpty()) return Optional.empty();
    return Optional.of(
        new Last(
            at.get(),
            Optional.ofNullable(row.getObject("status", Integer.class)),
            Sql.text(row, "error"),
            Duration.ofMillis(row.getInt("millis"))));
  }
}
