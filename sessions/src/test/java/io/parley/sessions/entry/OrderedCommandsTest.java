package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.Principal;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.Weights;
import io.parley.core.party.Party;
import io.parley.core.quota.LentWindow;
import io.parley.core.quota.Loan;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaLender;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Wish;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Answer;
import io.parley.sessions.quota.NodeQuotas;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Commands of one client whose organisation has a quota.
class OrderedCommandsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SessionKey CHAT = new SessionKey(TenantId.DEFAULT, new SessionId("chat"));
  private static final Visit VISIT =
      new Visit(Principal.customer(CHAT), CHAT, new RemoteAddress("192.0.2.1"));
  private static final SessionCommand END =
      new SessionCommand.End(Optional.of("e"), "customer-left", Party.CUSTOMER, "", NOON);

  private final Late lender = new Late();
  private final NodeQuotas quotas = new NodeQuotas(QuotaPlan.NONE, "n", lender, () -> 0);
  private final ScriptedSessions cluster = new ScriptedSessions();
  private final OrderedCommands commands =
      new OrderedCommands(
          new Entry(
              cluster,
              EntryTest.settings(100, 10),
              quotas,
              Weights.EQUAL,
              new RecordingMeter(),
              InstantSource.fixed(NOON)));

  OrderedCommandsTest() {
    quotas.plansAre(Map.of(CHAT.tenant(), new QuotaPlan(Map.of(QuotaKind.TURNS, 100L))));
  }

  /// Lends when the test says so.
  private static final class Late implements QuotaLender {
    private final List<Runnable> answers = new ArrayList<>();
    private LentWindow window = LentWindow.EMPTY;

    @Override
    public CompletionStage<Loan> lend(TenantId tenant, Wish wish) {
      var stage = new CompletableFuture<Loan>();
      answers.add(
          () -> {
            var answer = window.answer(wish, NOON);
            window = answer.after();
            stage.complete(answer.loan());
          });
      return stage;
    }

    void answer() {
      while (!answers.isEmpty()) answers.removeFirst().run();
    }

    @Override
    public CompletionStage<Boolean> hold(TenantId tenant, String node, long calls, long limit) {
      throw new IllegalStateException("there are no calls");
    }

    @Override
    public CompletionStage<Void> renew(TenantId tenant, String node, long calls) {
      throw new IllegalStateException("there are no calls");
    }
  }

  private static SessionCommand say(String id) {
    return new SessionCommand.Say(id, Party.CUSTOMER, "hello", Channel.WEB, NOON);
  }

  private CompletableFuture<Answer> ask(SessionCommand command) {
    return commands.ask(VISIT, command, "r1", Optional.empty()).toCompletableFuture();
  }

  private List<SessionCommand> asked() {
    return cluster.asked.stream().map(ScriptedSessions.Asked::command).toList();
  }

  @Test
  void a_command_that_is_not_counted_does_not_overtake_one_that_is() {
    var _ = ask(say("a"));
    var _ = ask(say("b"));
    var _ = ask(END);
    assertThat(asked()).isEmpty();
    lender.answer();
    assertThat(asked()).containsExactly(say("a"), say("b"), END);
  }

  @Test
  void answers_do_not_wait_for_each_other() {
    var first = ask(say("a"));
    var second = ask(END);
    lender.answer();
    cluster.asked.remove();
    cluster.asked.remove().answer().complete(new Answer.Stored(2));
    assertThat(second).isCompletedWithValue(new Answer.Stored(2));
    assertThat(first).isNotDone();
  }

  @Test
  void a_command_is_sent_although_the_one_before_it_was_refused() {
    quotas.plansAre(Map.of(CHAT.tenant(), new QuotaPlan(Map.of(QuotaKind.TURNS, 1L))));
    var _ = ask(say("a"));
    var refused = ask(say("b"));
    var _ = ask(END);
    lender.answer();
    assertThat(refused).isCompletedExceptionally();
    assertThat(asked()).containsExactly(say("a"), END);
  }
}
