package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.sessions.entity.SessionEntity;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A session that is asked to move: its turn ends first, and the move costs it nothing.
class SessionMovesTest extends SessionFixture {
  @Test
  void a_reply_under_way_is_finished_where_it_began() {
    start();
    say("a", "hello");
    var reader = listen(3);
    var call = world.nextModelCall();
    call.says("One ");
    assertThat(text(reader)).isEqualTo("One ");
    var here = move();
    call.says("two.");
    assertThat(text(reader)).isEqualTo("two.");
    call.ends();
    assertThat(((ReplyCompleted) pullEvent(reader).recorded().event()).text())
        .isEqualTo("One two.");
    awaitGone(here);
    assertThat(say("b", "and?")).isEqualTo(new Answer.Stored(5));
    assertThat(seq(pullEvent(reader))).isEqualTo(5);
    assertThat(events(key)).noneMatch(e -> e instanceof TurnPaused || e instanceof TurnResumed);
  }

  @Test
  void calls_of_the_turn_are_settled_before_the_move() {
    start();
    say("a", "look");
    var here = incarnation();
    var call = world.nextModelCall();
    move();
    call.wants("pay");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var last = world.nextModelCall();
    last.says("Paid.");
    last.ends();
    awaitGone(here);
    assertThat(outcomes()).containsExactly(Kind.SUCCEEDED);
    assertThat(events(key).getLast()).isInstanceOf(ReplyCompleted.class);
  }

  @Test
  void a_reply_that_takes_too_long_is_paused_and_costs_no_attempt() {
    open("parley.sessions.drain.turn-grace = 100ms");
    start();
    say("a", "hello");
    for (int move = 1; move <= 6; move++) {
      var call = world.nextModelCall();
      call.says("Half ");
      awaitGone(move());
      Awaitility.await().atMost(PATIENCE).until(call.cancelled()::isDone);
      call.says("too late");
      call.ends();
      sessions.view(key);
      assertThat(event(2 + 2 * move)).isEqualTo(new TurnPaused(1, event(2 + 2 * move).at()));
      assertThat(((TurnResumed) event(3 + 2 * move)).attempt()).isEqualTo(move + 1);
    }
    var call = world.nextModelCall();
    call.says("Whole.");
    call.ends();
    assertThat(((ReplyCompleted) event(16)).text()).isEqualTo("Whole.");
  }

  @Test
  void a_turn_that_waits_for_approval_does_not_delay_the_move() {
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    event(5);
    awaitGone(move());
    assertThat(events(key)).hasSize(5);
    ask(
        new SessionCommand.Decide(
            "d", "1.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), now()));
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    world.nextModelCall();
    assertThat(outcomes()).containsExactly(Kind.SUCCEEDED);
  }

  @Test
  void waiting_messages_are_answered_after_the_move() {
    start();
    say("a", "hello");
    var call = world.nextModelCall();
    say("b", "and?");
    var here = move();
    call.says("Hi.");
    call.ends();
    awaitGone(here);
    assertThat(event(5)).isInstanceOf(ReplyCompleted.class);
    assertThat(((TurnStarted) event(6)).said()).isEqualTo(List.of(4L));
    assertThat(event(7)).isEqualTo(new TurnPaused(2, event(7).at()));
    assertThat(world.modelCalls).isEmpty();
    sessions.view(key);
    assertThat(event(8)).isEqualTo(new TurnResumed(2, 2, event(8).at()));
    world.nextModelCall();
  }

  @Test
  void a_journal_that_fails_during_the_move_leaves_the_turn_to_the_next_node() {
    start();
    say("a", "hello");
    var call = world.nextModelCall();
    var here = move();
    journal.failNextPersisted("Session|" + key);
    call.says("Lost.");
    call.ends();
    awaitGone(here);
    assertThat(events(key)).hasSize(3);
    sessions.view(key);
    assertThat(event(4)).isInstanceOf(TurnResumed.class);
    world.nextModelCall();
  }

  @Test
  void an_idle_session_moves_at_once() {
    open("parley.sessions.drain.turn-grace = 1h");
    start();
    awaitGone(move());
    assertThat(say("a", "hello")).isEqualTo(new Answer.Stored(2));
  }

  @Test
  void a_command_that_only_newer_nodes_know_is_refused_with_a_sentence() {
    start();
    var answer =
        await(
            entity()
                .<Answer>ask(replyTo -> new SessionEntity.Ask(null, "test", replyTo), PATIENCE));
    assertThat(answer).isEqualTo(Answer.NOT_KNOWN_HERE);
    assertThat(events(key)).hasSize(1);
  }

  @Test
  void the_move_waits_for_a_call_that_outlived_its_turn() {
    start();
    say("a", "pay");
    world.nextModelCall().wants("pay");
    var attempt = world.nextToolAttempt();
    ask(new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.empty(), now()));
    var here = move();
    attempt.outcome().complete(ScriptedWorld.found());
    awaitGone(here);
    assertThat(outcomes()).containsExactly(Kind.SUCCEEDED);
  }

  @Test
  void calls_that_exceed_the_grace_become_in_doubt() {
    open("parley.sessions.drain.turn-grace = 100ms");
    start();
    say("a", "pay");
    world.nextModelCall().wants("pay");
    world.nextToolAttempt();
    awaitGone(move());
    sessions.view(key);
    Awaitility.await().atMost(PATIENCE).until(() -> outcomes().contains(Kind.IN_DOUBT));
  }
}
