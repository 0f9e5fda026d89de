package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.sessions.entity.SessionEntity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A session whose node dies, or whose journal fails.
class SessionCrashTest extends SessionFixture {
  @Test
  void consent_that_wakes_a_session_after_a_crash_lets_the_call_run_once() {
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    event(5);
    crash();
    ask(
        new SessionCommand.Decide(
            "d", "1.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), now()));
    world.nextToolAttempt().outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    world.nextModelCall();
    assertThat(outcomes()).containsExactly(Kind.SUCCEEDED);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void a_session_whose_node_died_remakes_its_reply_without_being_asked() {
    start();
    say("a", "hello");
    var before = world.nextModelCall();
    before.says("Lost ");
    crash();
    sessions.view(key);
    assertThat(event(4)).isEqualTo(new TurnResumed(1, 2, OptionalInt.of(1), event(4).at()));
    var call = world.nextModelCall();
    before.says("too late");
    before.ends();
    call.says("Anew.");
    call.ends();
    assertThat(((ReplyCompleted) event(5)).text()).isEqualTo("Anew.");
    assertThat(events(key)).hasSize(5);
  }

  @Test
  void a_call_whose_node_died_is_repeated_under_its_key_or_in_doubt() {
    start();
    say("a", "pay and open");
    world.nextModelCall().wants("pay", "open");
    world.nextToolAttempt();
    world.nextToolAttempt();
    crash();
    // the message that wakes it must not begin work that the session has yet to judge
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // a message may get lost with the actor that died
              entity().tell(new SessionEntity.Wake());
              return !world.toolAttempts.isEmpty();
            });
    var again = world.nextToolAttempt();
    assertThat(again.call().tool()).isEqualTo("open");
    assertThat(again.context().idempotencyKey()).isEqualTo(key + ":1.2");
    again.outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    world.nextModelCall();
    assertThat(outcomes()).containsExactly(Kind.IN_DOUBT, Kind.SUCCEEDED);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void a_journal_that_fails_once_costs_time_and_nothing_else() {
    start();
    var reader = listen(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    journal.failNextPersisted("Session|" + key);
    assertThat(say("a", "hello")).isEqualTo(new Answer.Stored(2));
    assertThat(seq(pullEvent(reader))).isEqualTo(2);
    assertThat(seq(pullEvent(reader))).isEqualTo(3);
    journal.failNextPersisted("Session|" + key);
    var lost = world.nextModelCall();
    lost.says("Lost.");
    lost.ends();
    var anew = world.nextModelCall();
    anew.says("Kept.");
    anew.ends();
    assertThat(event(4)).isInstanceOf(TurnResumed.class);
    assertThat(((ReplyCompleted) event(5)).text()).isEqualTo("Kept.");
  }

  @Test
  void a_session_without_its_journal_acknowledges_nothing_and_recovers_by_itself() {
    open("parley.sessions { ask-timeout = 1s, ask-again = 300ms }");
    // a cluster that has just formed may take longer to answer
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(this::start);
    journal.failNextNPersisted("Session|" + key, 1_000);
    assertThatThrownBy(() -> say("a", "hello")).hasCauseInstanceOf(SessionUnavailable.class);
    assertThat(events(key)).hasSize(1);
    journal.resetPolicy();
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> say("a", "hello").equals(new Answer.Stored(2)));
    world.nextModelCall();
    assertThat(events(key)).hasSize(3);
  }
}
