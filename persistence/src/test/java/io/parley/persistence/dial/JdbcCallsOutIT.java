package io.parley.persistence.dial;

import static io.parley.core.dial.CallOutEvent.Kind.*;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.dial.CallContext;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.dial.CallingHours;
import io.parley.core.dial.CallsOutStore.Ordered;
import io.parley.core.dial.CallsOutStore.RequestKey;
import io.parley.core.dial.DialRefusal;
import io.parley.core.dial.DialRules;
import io.parley.core.dial.DoNotCallList;
import io.parley.core.dial.NumberKind;
import io.parley.core.dial.NumberZones;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookKind;
import io.parley.core.webhook.HookTarget;
import io.parley.core.webhook.WebhookId;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.webhook.JdbcWebhooks;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcCallsOutIT {
  private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final PhoneNumber BERLIN = new PhoneNumber("+493023125000");
  private static final PhoneNumber OURS = new PhoneNumber("+493023125999");
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final DialRules RULES = rules(2, 100, 100);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcCallsOut calls = new JdbcCallsOut(db.database());
  private final JdbcDoNotCallList list = new JdbcDoNotCallList(db.database());
  private int count;

  @AfterEach
  void close() {
    db.close();
  }

  private static DialRules rules(int attempts, int perSecond, int atOnce) {
    return new DialRules(
        List.of("+49"),
        new NumberZones(Map.of()),
        new CallingHours(LocalTime.MIN, LocalTime.MAX, EnumSet.allOf(DayOfWeek.class)),
        attempts,
        Duration.ofHours(24),
        perSecond,
        atOnce);
  }

  private CallOutOrder order(TenantId tenant, PhoneNumber to, Instant at) {
    return new CallOutOrder(
        new CallOutId(tenant, "%032x".formatted(++count)),
        to,
        OURS,
        Optional.of("support"),
        Optional.of("de"),
        new CallContext(Map.of("order", "1042", "name", "Ada")),
        Optional.of("Your parcel is here."),
        Optional.of("Please call us back."),
        Duration.ofSeconds(30),
        at);
  }

  private CompletionStage<Ordered> ordering(CallOutOrder order, DialRules rules) {
    return calls.order(
        order, new RequestKey("agent", "k" + order.key().id(), "f"), NumberKind.ORDINARY, rules);
  }

  private CallOut ordered(TenantId tenant, PhoneNumber to, Instant at) {
    return ((Ordered.Stored) get(ordering(order(tenant, to, at), RULES))).call();
  }

  private Optional<String> refusal(TenantId tenant, PhoneNumber to, Instant at, DialRules rules) {
    return switch (get(ordering(order(tenant, to, at), rules))) {
      case Ordered.Stored(_, _, var refusal) -> refusal.map(DialRefusal::reason);
      case Ordered.Paced(var refusal) -> Optional.of(refusal.reason());
      case Ordered.KeyReused() -> throw new AssertionError("a key of its own");
    };
  }

  @Test
  void an_order_and_its_events_come_back_as_they_were() {
    var call = ordered(SHOP, BERLIN, NOON);
    var key = call.order().key();
    assertThat(get(calls.find(key))).contains(call);
    get(calls.apply(key, new CallOutCommand.Dial(), NOON.plusSeconds(1)));
    get(calls.apply(key, new CallOutCommand.Place("CA1"), NOON.plusSeconds(2)));
    var changed =
        get(calls.apply(key, new CallOutCommand.Connect(new SessionId("s1")), NOON.plusSeconds(3)));
    assertThat(changed.orElseThrow().events())
        .containsExactly(new CallOutEvent(ANSWERED, Optional.of("s1"), NOON.plusSeconds(3)));
    assertThat(get(calls.find(key))).contains(changed.orElseThrow().call());
    assertThat(get(calls.find(new CallOutId(BANK, key.id())))).isEmpty();
    assertThat(get(calls.apply(new CallOutId(BANK, key.id()), new CallOutCommand.Cancel(), NOON)))
        .isEmpty();
  }

  @Test
  void context_and_words_are_forgotten_with_the_calls_end() {
    var key = ordered(SHOP, BERLIN, NOON).order().key();
    get(calls.apply(key, new CallOutCommand.Cancel(), NOON));
    var over = get(calls.find(key)).orElseThrow();
    assertThat(over.order().context()).isEqualTo(CallContext.NONE);
    assertThat(over.order().opening()).isEmpty();
    assertThat(over.order().message()).isEmpty();
    assertThat(over.state()).isEqualTo(CANCELLED);
  }

  @Test
  void a_key_names_one_order_of_its_caller() {
    var request = new RequestKey("agent", "k1", "f1");
    var first =
        (Ordered.Stored)
            get(calls.order(order(SHOP, BERLIN, NOON), request, NumberKind.ORDINARY, RULES));
    assertThat(first.isNew()).isTrue();
    var again =
        (Ordered.Stored)
            get(calls.order(order(SHOP, BERLIN, NOON), request, NumberKind.ORDINARY, RULES));
    assertThat(again.isNew()).isFalse();
    assertThat(again.call()).isEqualTo(first.call());
    var other = new RequestKey("agent", "k1", "f2");
    assertThat(get(calls.order(order(SHOP, BERLIN, NOON), other, NumberKind.ORDINARY, RULES)))
        .isEqualTo(new Ordered.KeyReused());
    var operators = new RequestKey("operator", "k1", "f2");
    assertThat(get(calls.order(order(SHOP, BERLIN, NOON), operators, NumberKind.ORDINARY, RULES)))
        .isInstanceOf(Ordered.Stored.class);
  }

  @Test
  void attempts_count_within_their_window_and_refused_orders_do_not() {
    ordered(SHOP, BERLIN, NOON.minus(Duration.ofHours(25)));
    var dialled = NOON.minus(Duration.ofHours(2));
    var second = ordered(SHOP, BERLIN, dialled);
    get(calls.apply(second.order().key(), new CallOutCommand.Dial(), dialled));
    get(calls.apply(second.order().key(), new CallOutCommand.Fail("provider"), dialled));
    var cancelled = ordered(SHOP, BERLIN, NOON.minus(Duration.ofHours(1)));
    get(calls.apply(cancelled.order().key(), new CallOutCommand.Cancel(), NOON));
    ordered(SHOP, BERLIN, NOON);
    assertThat(refusal(SHOP, BERLIN, NOON, RULES)).contains("attempts");
    assertThat(refusal(SHOP, BERLIN, NOON, RULES)).contains("attempts");
    assertThat(refusal(BANK, BERLIN, NOON, RULES)).isEmpty();
    assertThat(refusal(SHOP, new PhoneNumber("+493023125001"), NOON, RULES)).isEmpty();
  }

  @Test
  void the_end_of_a_call_is_stored_for_webhooks_once() {
    var keyring = Keyring.of("a:" + "A".repeat(43) + "=");
    var webhooks = new JdbcWebhooks(db.database(), keyring);
    var act = new Act(new Actor.Program("operator"), new RemoteAddress("192.0.2.7"), NOON);
    var target =
        new HookTarget(
            URI.create("https://shop.example/hook"), Set.of(HookKind.CALL_OUT_ENDED), "");
    var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    for (var tenant : List.of(SHOP, BANK))
      get(webhooks.create(tenant, new WebhookId(new UUID(0, 1)), target, secret, act));
    var key = ordered(SHOP, BERLIN, NOON).order().key();
    get(calls.apply(key, new CallOutCommand.Dial(), NOON));
    assertThat(db.count("webhook_message")).isZero();
    get(calls.apply(key, new CallOutCommand.Fail("lost"), NOON.plusSeconds(1)));
    get(calls.apply(key, new CallOutCommand.Fail("lost"), NOON.plusSeconds(2)));
    var told = "webhook_message WHERE tenant = 'shop' AND data LIKE '%" + key.id() + "%'";
    assertThat(db.count(told)).isEqualTo(1);
    assertThat(db.count("webhook_message")).as("no other organisation's").isEqualTo(1);
    assertThat(db.count("webhook WHERE next_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void a_number_on_the_list_of_the_tenant_is_refused() {
    get(list.add(SHOP, BERLIN, Optional.of("asked us"), Role.AGENT, NOON));
    assertThat(refusal(SHOP, BERLIN, NOON, RULES)).contains("do-not-call");
    assertThat(refusal(BANK, BERLIN, NOON, RULES)).isEmpty();
    assertThat(get(list.remove(SHOP, BERLIN))).isTrue();
    assertThat(get(list.remove(SHOP, BERLIN))).isFalse();
    assertThat(refusal(SHOP, BERLIN, NOON, RULES)).isEmpty();
  }

  @Test
  void orders_at_the_same_moment_count_each_other() {
    var three = rules(1_000, 1_000, 3);
    var asked = new ArrayList<CompletionStage<Ordered>>();
    for (int i = 0; i < 8; i++) asked.add(ordering(order(SHOP, BERLIN, NOON), three));
    assertThat(asked.stream().map(MigratedDatabase::get).filter(Ordered.Stored.class::isInstance))
        .hasSize(3);
    assertThat(db.count("call_out")).isEqualTo(3);
    assertThat(refusal(BANK, BERLIN, NOON, rules(1_000, 1, 1_000))).isEmpty();
    assertThat(refusal(BANK, BERLIN, NOON, rules(1_000, 1, 1_000))).contains("too-fast");
    assertThat(refusal(BANK, BERLIN, NOON.plusSeconds(1), rules(1_000, 1, 1_000))).isEmpty();
  }

  @Test
  void of_two_nodes_one_claims_a_call() {
    var key = ordered(SHOP, BERLIN, NOON).order().key();
    var claims = new ArrayList<CompletionStage<Integer>>();
    for (int i = 0; i < 6; i++)
      claims.add(
          calls
              .apply(key, new CallOutCommand.Dial(), NOON)
              .thenApply(changed -> changed.orElseThrow().events().size()));
    assertThat(claims.stream().map(MigratedDatabase::get)).containsOnlyOnce(1).hasSize(6);
    assertThat(db.count("call_out_event WHERE kind = 'dialling'")).isEqualTo(1);
  }

  @Test
  void a_call_that_is_due_is_taken_once_within_a_lease() {
    var key = ordered(SHOP, BERLIN, NOON).order().key();
    ordered(BANK, BERLIN, NOON.plusSeconds(30));
    assertThat(get(calls.due(NOON.plusSeconds(4), LEASE, 10))).isEmpty();
    assertThat(get(calls.due(NOON.plusSeconds(5), LEASE, 10)))
        .extracting(call -> call.order().key())
        .containsExactly(key);
    assertThat(get(calls.due(NOON.plusSeconds(6), LEASE, 10))).isEmpty();
    assertThat(get(calls.due(NOON.plusSeconds(65), LEASE, 10))).hasSize(2);
    get(calls.apply(key, new CallOutCommand.Cancel(), NOON));
    assertThat(get(calls.due(NOON.plusSeconds(500), LEASE, 10))).hasSize(1);
  }

  @Test
  void an_order_that_was_given_back_is_due_at_once_and_one_that_was_dialled_is_not() {
    var key = ordered(SHOP, BERLIN, NOON).order().key();
    assertThat(get(calls.due(NOON.plusSeconds(5), LEASE, 10))).hasSize(1);
    get(calls.giveBack(key, NOON.plusSeconds(6)));
    assertThat(get(calls.due(NOON.plusSeconds(6), LEASE, 10))).hasSize(1);
    get(calls.giveBack(new CallOutId(BANK, key.id()), NOON.plusSeconds(7)));
    assertThat(get(calls.due(NOON.plusSeconds(7), LEASE, 10))).as("of another tenant").isEmpty();
    get(calls.apply(key, new CallOutCommand.Dial(), NOON.plusSeconds(7)));
    get(calls.giveBack(key, NOON.plusSeconds(8)));
    assertThat(get(calls.due(NOON.plusSeconds(8), LEASE, 10))).isEmpty();
  }

  @Test
  void old_records_of_calls_that_are_over_are_deleted() {
    var old = ordered(SHOP, BERLIN, NOON).order().key();
    get(calls.apply(old, new CallOutCommand.Cancel(), NOON));
    ordered(SHOP, BERLIN, NOON);
    assertThat(get(calls.sweep(NOON, 10))).isZero();
    assertThat(get(calls.sweep(NOON.plusSeconds(1), 10))).isEqualTo(1);
    assertThat(get(calls.find(old))).isEmpty();
    assertThat(db.count("call_out_event")).isEqualTo(1);
  }

  @Test
  void the_list_goes_by_pages_the_newest_first() {
    for (int i = 0; i < 5; i++)
      ordered(SHOP, new PhoneNumber("+49302312500" + i), NOON.plusSeconds(i));
    var first = get(calls.list(SHOP, Optional.empty(), Optional.empty(), 3));
    assertThat(first.calls())
        .extracting(call -> call.order().to().text())
        .containsExactly("+493023125004", "+493023125003", "+493023125002");
    var second = get(calls.list(SHOP, Optional.empty(), first.next(), 3));
    assertThat(second.calls()).hasSize(2);
    assertThat(second.next()).isEmpty();
    assertThat(get(calls.list(SHOP, Optional.of(ENDED), Optional.empty(), 3)).calls()).isEmpty();
    assertThat(get(calls.list(BANK, Optional.empty(), Optional.empty(), 3)).calls()).isEmpty();
    assertThatThrownBy(
            () -> get(calls.list(SHOP, Optional.empty(), Optional.of("f".repeat(32)), 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_do_not_call_list_goes_by_pages_and_keeps_who_added_a_number() {
    for (int i = 0; i < 3; i++)
      get(list.add(SHOP, new PhoneNumber("+49302312500" + i), Optional.empty(), Role.AGENT, NOON));
    var changed =
        get(list.add(SHOP, BERLIN, Optional.of("again"), Role.OPERATOR, NOON.plusSeconds(9)));
    assertThat(changed)
        .isEqualTo(new DoNotCallList.Entry(BERLIN, Optional.of("again"), Role.AGENT, NOON));
    var first = get(list.list(SHOP, Optional.empty(), 2));
    assertThat(first.entries()).hasSize(2);
    var next = get(list.list(SHOP, first.next().map(PhoneNumber::new), 2));
    assertThat(next.entries())
        .extracting(entry -> entry.number().text())
        .containsExactly("+493023125002");
    assertThat(next.next()).isEmpty();
    assertThat(get(list.find(SHOP, BERLIN))).contains(changed);
    assertThat(get(list.find(BANK, BERLIN))).isEmpty();
  }
}
