package io.parley.persistence.dial;

import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.dial.CallsOutStore;
import io.parley.core.dial.DialRules;
import io.parley.core.dial.DialSituation;
import io.parley.core.dial.NumberKind;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookEvent;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import io.parley.persistence.webhook.JdbcHookMessages;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Calls out in tables. Orders of a tenant are judged one after the other, commands of a call as
/// well. The end of a call is told to webhooks in the transaction that stores it.
public final class JdbcCallsOut implements CallsOutStore {
  /// Orders of one tenant count each other.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('call_out ' || ?, 0))::text";

  private static final String SAME =
      "SELECT id, fingerprint FROM call_out WHERE tenant = ? AND caller = ? AND key = ?";

  private static final String ATTEMPTS =
      """
      SELECT requested_at FROM call_out
      WHERE tenant = ? AND callee = ? AND counts AND requested_at > ?\
      """;

  private static final String UNDER_WAY =
      "SELECT count(*) FROM call_out WHERE tenant = ? AND due_at IS NOT NULL";

  private static final String LAST_SECOND =
      "SELECT count(*) FROM call_out WHERE tenant = ? AND counts AND requested_at > ?";

  private static final String LISTED = "SELECT 1 FROM do_not_call WHERE tenant = ? AND number = ?";

  private static final String INSERT =
      """
      INSERT INTO call_out (tenant, id, caller, key, fingerprint, callee, number, agent, language,
        context_names, context_values, opening, message, ring_seconds, requested_at, state, counts,
        due_at, over_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String FIND =
      "SELECT " + CallOutRows.COLUMNS + " FROM call_out WHERE tenant = ? AND id = ?";

  private static final String CHANGE =
      """
      UPDATE call_out SET state = ?, counts = ?, due_at = ?, over_at = ?
      WHERE tenant = ? AND id = ?\
      """;

  /// Context and words are not kept longer than they are of use.
  private static final String FORGET =
      """
      UPDATE call_out
      SET context_names = '{}', context_values = '{}', opening = NULL, message = NULL
      WHERE tenant = ? AND id = ?\
      """;

  private static final String LIST =
      "SELECT "
          + CallOutRows.COLUMNS
          + """
           FROM call_out WHERE tenant = ? AND (?::text IS NULL OR state = ?)
            AND (?::text IS NULL OR (requested_at, id) <
              (SELECT requested_at, id FROM call_out WHERE tenant = ? AND id = ?))
          ORDER BY requested_at DESC, id DESC LIMIT ?\
          """;

  private static final String DUE =
      """
      UPDATE call_out SET due_at = ? WHERE (tenant, id) IN (
        SELECT tenant, id FROM call_out WHERE due_at <= ? ORDER BY due_at LIMIT ?
        FOR UPDATE SKIP LOCKED)
      RETURNING \
      """
          + CallOutRows.COLUMNS;

  private static final String GIVE_BACK =
      "UPDATE call_out SET due_at = ? WHERE tenant = ? AND id = ? AND state = 'requested'";

  private static final String SWEEP =
      """
      DELETE FROM call_out WHERE (tenant, id) IN (
        SELECT tenant, id FROM call_out WHERE over_at < ? ORDER BY over_at LIMIT ?
        FOR UPDATE SKIP LOCKED)\
      """;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Database database;

  public JdbcCallsOut(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Ordered> order(
      CallOutOrder order, RequestKey request, NumberKind kind, DialRules rules) {
    var tenant = order.key().tenant();
    return database.as(
        tenant,
        connection -> {
          Sql.query(connection, LOCK, row -> row.getString(1), tenant.value());
          var before = before(connection, tenant, request);
          if (before.isPresent()) return before.get();
          var refusal =
              rules.check(order.to(), situation(connection, order, kind, rules), order.at());
          if (refusal.filter(rule -> rule.isOfPace()).isPresent())
            return new Ordered.Paced(refusal.get());
          var call = CallOut.ordered(order, refusal);
          insert(connection, call, request);
          return new Ordered.Stored(call, true, refusal);
        });
  }

  private static Optional<Ordered> before(
      Connection connection, TenantId tenant, RequestKey request) throws SQLException {
    record Held(String id, String fingerprint) {}
    var held =
        Sql.first(
            connection,
            SAME,
            row -> new Held(row.getString(1), row.getString(2)),
            tenant.value(),
            request.caller(),
            request.text());
    if (held.isEmpty()) return Optional.empty();
    if (!held.get().fingerprint().equals(request.fingerprint()))
      return Optional.of(new Ordered.KeyReused());
    var call = find(connection, new CallOutId(tenant, held.get().id()), "").orElseThrow();
    return Optional.of(new Ordered.Stored(call, false, Optional.empty()));
  }

  private static DialSituation situation(
      Connection connection, CallOutOrder order, NumberKind kind, DialRules rules)
      throws SQLException {
    var tenant = order.key().tenant().value();
    var attempts =
        Sql.query(
            connection,
            ATTEMPTS,
            row -> Sql.instant(row, "requested_at"),
            tenant,
            order.to().text(),
            order.at().minus(rules.window()));
    boolean onList =
        Sql.first(connection, LISTED, row -> row.getInt(1), tenant, order.to().text()).isPresent();
    return new DialSituation(
        kind,
        onList,
        attempts,
        count(connection, UNDER_WAY, tenant),
        count(connection, LAST_SECOND, tenant, order.at().minus(SECOND)));
  }

  private static int count(Connection connection, String sql, Object... values)
      throws SQLException {
    return Sql.first(connection, sql, row -> row.getInt(1), values).orElseThrow();
  }

  private static void insert(Connection connection, CallOut call, RequestKey request)
      throws SQLException {
    var order = call.order();
    var facts = new ArrayList<>(order.context().facts().entrySet());
    Sql.update(
        connection,
        INSERT,
        order.key().tenant().value(),
        order.key().id(),
        request.caller(),
        request.text(),
        request.fingerprint(),
        order.to().text(),
        order.from().text(),
        order.agent().map(Text::storable),
        order.language(),
        facts.stream().map(fact -> fact.getKey()).toArray(String[]::new),
        facts.stream().map(fact -> Text.storable(fact.getValue())).toArray(String[]::new),
        order.opening().map(Text::storable),
        order.message().map(Text::storable),
        order.ring().toSeconds(),
        order.at(),
        call.state().word(),
        counts(call),
        call.due(),
        overAt(call));
    CallOutRows.add(connection, order.key(), 0, call.events());
    if (call.isOver()) forget(connection, order.key());
  }

  /// A refused order, and one that ended before it was dialled, has reached nobody.
  private static boolean counts(CallOut call) {
    return call.isDialled() || !call.isOver();
  }

  private static Optional<Instant> overAt(CallOut call) {
    return call.isOver() ? Optional.of(call.events().getLast().at()) : Optional.empty();
  }

  private static void forget(Connection connection, CallOutId key) throws SQLException {
    Sql.update(connection, FORGET, key.tenant().value(), key.id());
  }

  @Override
  public CompletionStage<Optional<CallOut>> find(CallOutId key) {
    return database.as(key.tenant(), connection -> find(connection, key, ""));
  }

  private static Optional<CallOut> find(Connection connection, CallOutId key, String lock)
      throws SQLException {
    return CallOutRows.one(
        connection,
        Sql.first(connection, FIND + lock, CallOutRows::order, key.tenant().value(), key.id()));
  }

  @Override
  public CompletionStage<Optional<Changed>> apply(
      CallOutId key, CallOutCommand command, Instant at) {
    return database.as(
        key.tenant(),
        connection -> {
          var call = find(connection, key, " FOR UPDATE");
          if (call.isEmpty()) return Optional.empty();
          var events = call.get().decide(command, at);
          var changed = call.get().with(events);
          if (!events.isEmpty())
            store(connection, key, call.get().events().size(), changed, events);
          return Optional.of(new Changed(changed, events));
        });
  }

  private static void store(
      Connection connection, CallOutId key, int before, CallOut call, List<CallOutEvent> events)
      throws SQLException {
    CallOutRows.add(connection, key, before, events);
    Sql.update(
        connection,
        CHANGE,
        call.state().word(),
        counts(call),
        call.due(),
        overAt(call),
        key.tenant().value(),
        key.id());
    if (!call.isOver()) return;
    forget(connection, key);
    var told = HookEvent.of(call);
    if (told.isPresent())
      JdbcHookMessages.note(connection, told.get(), call.events().getLast().at());
  }

  @Override
  public CompletionStage<Page> list(
      TenantId tenant, Optional<CallOutEvent.Kind> state, Optional<String> after, int limit) {
    return database.as(
        tenant,
        connection -> {
          if (after.isPresent() && find(connection, cursor(tenant, after.get()), "").isEmpty())
            throw new IllegalArgumentException("an unknown cursor (expected: one of a page)");
          var word = state.map(kind -> kind.word());
          var orders =
              Sql.query(
                  connection,
                  LIST,
                  CallOutRows::order,
                  tenant.value(),
                  word,
                  word,
                  after,
                  tenant.value(),
                  after,
                  limit + 1);
          boolean hasMore = orders.size() > limit;
          var shown = hasMore ? orders.subList(0, limit) : orders;
          return new Page(
              CallOutRows.withEvents(connection, shown),
              hasMore ? Optional.of(shown.getLast().key().id()) : Optional.empty());
        });
  }

  private static CallOutId cursor(TenantId tenant, String text) {
    return new CallOutId(tenant, text);
  }

  @Override
  public CompletionStage<List<CallOut>> due(Instant now, Duration lease, int max) {
    return database.acrossTenants(
        connection ->
            CallOutRows.withEvents(
                connection,
                Sql.query(connection, DUE, CallOutRows::order, now.plus(lease), now, max)));
  }

  @Override
  public CompletionStage<Void> giveBack(CallOutId key, Instant at) {
    return database.as(
        key.tenant(),
        connection -> {
          Sql.update(connection, GIVE_BACK, at, key.tenant().value(), key.id());
          return null;
        });
  }

  @Override
  public CompletionStage<Integer> sweep(Instant before, int max) {
    return database.acrossTenants(connection -> Sql.update(connection, SWEEP, before, max));
  }
}
