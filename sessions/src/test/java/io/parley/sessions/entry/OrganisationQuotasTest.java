package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.Principal;
import io.parley.core.fault.Stages;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.Weights;
import io.parley.core.party.Party;
import io.parley.core.quota.LentWindow;
import io.parley.core.quota.Loan;
import io.parley.core.quota.OnlyNode;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Wish;
import io.parley.core.session.AgentCommand;
import io.parley.core.session.Channel;
import io.parley.core.session.Role;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferMode;
import io.parley.sessions.quota.NodeQuotas;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Quotas of organisations at the entry.
class OrganisationQuotasTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TenantId SHOP = TenantId.DEFAULT;
  private static final SessionKey CHAT = new SessionKey(SHOP, new SessionId("chat"));
  private static final RemoteAddress HOME = new RemoteAddress("192.0.2.1");

  private final RecordingMeter counted = new RecordingMeter();
  private final ScriptedSessions cluster = new ScriptedSessions();
  private final NodeQuotas quotas = new NodeQuotas(QuotaPlan.NONE, "n", new Rule(), () -> 0);
  private final Entry entry =
      new Entry(
          cluster,
          EntryTest.settings(100, 10),
          quotas,
          Weights.EQUAL,
          counted,
          InstantSource.fixed(NOON));

  /// Lends by the rule, and has calls of this node alone.
  private static final class Rule extends OnlyNode {
    private final Map<QuotaKind, LentWindow> windows = new EnumMap<>(QuotaKind.class);

    @Override
    public CompletionStage<Loan> lend(TenantId tenant, Wish wish) {
      var answer = windows.getOrDefault(wish.kind(), LentWindow.EMPTY).answer(wish, NOON);
      windows.put(wish.kind(), answer.after());
      return CompletableFuture.completedStage(answer.loan());
    }
  }

  private void limit(QuotaKind kind, long limit) {
    quotas.plansAre(Map.of(SHOP, new QuotaPlan(Map.of(kind, limit))));
  }

  private CompletableFuture<?> ask(Principal who, SessionCommand command) {
    return entry
        .ask(new Visit(who, CHAT, HOME), command, "r1", Optional.empty())
        .toCompletableFuture();
  }

  private static SessionCommand say(Party by) {
    return new SessionCommand.Say("m1", by, "hello", Channel.WEB, NOON);
  }

  private static SessionCommand transfer() {
    return new AgentCommand.AskTransfer(
        "t1", "c1", Party.HUMAN, "billing", TransferMode.BLIND, NOON);
  }

  private static Refusal.Exceeded refusal(CompletionStage<?> stage) {
    var failure = stage.toCompletableFuture().exceptionNow();
    return (Refusal.Exceeded) ((Refused) Stages.cause(failure)).refusal();
  }

  @Test
  void messages_of_customers_are_turns() {
    limit(QuotaKind.TURNS, 2);
    var customer = Principal.customer(CHAT);
    assertThat(ask(customer, say(Party.CUSTOMER))).isNotDone();
    assertThat(ask(customer, say(Party.CUSTOMER))).isNotDone();
    var refused = refusal(ask(customer, say(Party.CUSTOMER)));
    assertThat(refused.limit()).isEqualTo(Limit.ORGANISATION_TURNS);
    assertThat(refused.detail())
        .isEqualTo(
            "the organisation's quota of 2 turns in 60 s is used up (expected: fewer, or a larger"
                + " quota)");
    assertThat(refused.quota().policy()).isEqualTo("organisation-turns");
    assertThat(refused.quota().quota()).isEqualTo(2);
    assertThat(refused.quota().window()).isEqualTo(Duration.ofMinutes(1));
    assertThat(refused.quota().reset()).isGreaterThan(Duration.ofMinutes(1));
    assertThat(cluster.asked).hasSize(2);
    assertThat(counted.limits).containsExactly(Limit.ORGANISATION_TURNS);
  }

  @Test
  void staff_may_speak_and_a_customer_may_end_the_session_beyond_the_quota() {
    limit(QuotaKind.TURNS, 1);
    assertThat(ask(Principal.customer(CHAT), say(Party.CUSTOMER))).isNotDone();
    assertThat(ask(Principal.staff(SHOP, Role.AGENT), say(Party.HUMAN))).isNotDone();
    assertThat(
            ask(
                Principal.customer(CHAT),
                new SessionCommand.End(
                    Optional.of("e"), "customer-left", Party.CUSTOMER, "", NOON)))
        .isNotDone();
    assertThat(cluster.asked).hasSize(3);
  }

  @Test
  void without_tokens_no_turn_begins() {
    limit(QuotaKind.TOKENS, 100);
    assertThat(ask(Principal.customer(CHAT), say(Party.CUSTOMER))).isNotDone();
    quotas.used(SHOP, 150);
    assertThat(refusal(ask(Principal.customer(CHAT), say(Party.CUSTOMER))).limit())
        .isEqualTo(Limit.ORGANISATION_TOKENS);
  }

  @Test
  void uploads_are_counted() {
    limit(QuotaKind.UPLOADS, 1);
    assertThat(entry.quotas().upload(SHOP)).isCompleted();
    assertThat(refusal(entry.quotas().upload(SHOP)).quota().window()).isEqualTo(Duration.ofDays(1));
    assertThat(entry.quotas().upload(new TenantId("free"))).isCompleted();
  }

  @Test
  void a_stopped_organisation_has_no_messages_uploads_and_calls_and_goes_on_when_it_is_resumed() {
    var customer = Principal.customer(CHAT);
    entry.stopped().are(Set.of(SHOP));
    assertThat(entry.serves(SHOP)).isFalse();
    for (var refused :
        List.<CompletableFuture<?>>of(
            ask(customer, say(Party.CUSTOMER)),
            ask(Principal.staff(SHOP, Role.AGENT), say(Party.HUMAN)),
            entry.ask(CHAT, say(Party.CUSTOMER), "call", Optional.empty()).toCompletableFuture(),
            entry.ask(CHAT, transfer(), "call", Optional.empty()).toCompletableFuture(),
            entry.quotas().upload(SHOP).toCompletableFuture(),
            entry.quotas().call(SHOP).toCompletableFuture()))
      assertThat(Stages.cause(refused.exceptionNow()))
          .isInstanceOfSatisfying(
              Refused.class,
              refusal -> assertThat(refusal.refusal()).isEqualTo(new Refusal.Stopped()));
    assertThat(cluster.asked).isEmpty();
    assertThat(counted.limits).hasSize(6).containsOnly(Limit.ORGANISATION_STOPPED);
    entry.stopped().are(Set.of());
    assertThat(entry.serves(SHOP)).isTrue();
    assertThat(ask(customer, say(Party.CUSTOMER))).isNotDone();
  }

  @Test
  void a_customer_may_end_the_session_of_a_stopped_organisation_and_its_replies_end() {
    entry.stopped().are(Set.of(SHOP));
    var end = new SessionCommand.End(Optional.of("e"), "customer-left", Party.CUSTOMER, "", NOON);
    assertThat(ask(Principal.customer(CHAT), end)).isNotDone();
    assertThat(entry.ask(CHAT, say(Party.BOT), "r1", Optional.empty())).isNotNull();
    assertThat(cluster.asked).hasSize(2);
  }

  @Test
  void a_call_counts_until_it_is_over() {
    limit(QuotaKind.CALLS, 1);
    var first = entry.quotas().call(SHOP).toCompletableFuture().resultNow();
    assertThat(refusal(entry.quotas().call(SHOP)).limit()).isEqualTo(Limit.ORGANISATION_CALLS);
    first.run();
    assertThat(entry.quotas().call(SHOP)).isCompleted();
  }
}
