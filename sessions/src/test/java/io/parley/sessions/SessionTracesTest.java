package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.RecordedTraces.Drawn;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A session's reports to the traces of its turns, through crashes and moves.
class SessionTracesTest extends SessionFixture {
  private final RecordedTraces drawn = new RecordedTraces();

  @BeforeEach
  @Override
  void open() {
    world.traces = drawn;
    super.open();
  }

  @Test
  void a_turns_trace_parent_is_the_words_that_it_answers() {
    start();
    say("a", "hello", place(1));
    var turn = drawn.next();
    assertThat(turn.beginning())
        .isEqualTo(new TurnTraces.Beginning(1, 1, Optional.of(place(1)), List.of()));
    var call = world.nextModelCall();
    call.wants("look");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    call = world.nextModelCall();
    call.says("Hi.");
    call.ends();
    awaitHeard(
        turn,
        "wrote 2",
        "wrote 1",
        "ToolCallRequested",
        "wrote 1",
        "ToolCallSettled",
        "wrote 1",
        "ended by ReplyCompleted");
    assertThat(((TurnStarted) event(3)).trace()).contains(turn.self());
  }

  @Test
  void a_turn_that_answers_waiting_words_has_the_first_as_its_trace_parent() {
    start();
    say("a", "hello", place(1));
    drawn.next();
    say("b", "and", place(2));
    say("c", "more", place(3));
    var call = world.nextModelCall();
    call.says("Hi.");
    call.ends();
    assertThat(drawn.next().beginning())
        .isEqualTo(new TurnTraces.Beginning(2, 1, Optional.of(place(2)), List.of(place(3))));
  }

  @Test
  void a_resumed_turns_trace_parent_is_the_previous_attempt() {
    start();
    say("a", "hello", place(1));
    var first = drawn.next();
    world.nextModelCall();
    crash();
    sessions.wakeUp(key);
    var again = drawn.next();
    assertThat(again.beginning())
        .isEqualTo(new TurnTraces.Beginning(1, 2, Optional.of(first.self()), List.of()));
    assertThat(again.beginning().isResumed()).isTrue();
    var call = world.nextModelCall();
    call.says("Hi.");
    call.ends();
    awaitHeard(again, "wrote 1", "ended by ReplyCompleted");
    assertThat(first.heard()).last().isEqualTo("lost");
  }

  @Test
  void failover_to_another_model_stays_in_the_same_attempt_of_the_trace() {
    start();
    say("a", "hello", place(1));
    var turn = drawn.next();
    var reader = listen(3);
    var call = world.nextModelCall();
    call.says("Half");
    awaitText(reader, "Half");
    call.listener().restarted();
    call.says("Whole.");
    call.ends();
    awaitHeard(turn, "wrote 2", "wrote 1", "TurnResumed", "wrote 1", "ended by ReplyCompleted");
    assertThat(drawn.begun).isEmpty();
  }

  @Test
  void words_without_a_trace_start_one() {
    start();
    say("a", "hello");
    assertThat(drawn.next().beginning())
        .isEqualTo(new TurnTraces.Beginning(1, 1, Optional.empty(), List.of()));
  }

  @Test
  void no_trace_context_is_stored_when_traces_are_not_collected() {
    world.traces = TurnTraces.NONE;
    super.open();
    start();
    say("a", "hello", place(1));
    assertThat(((TurnStarted) event(3)).trace()).isEmpty();
  }

  private void say(String id, String text, TraceParent trace) {
    var say = new SessionCommand.Say(id, Party.CUSTOMER, text, Channel.WEB, now());
    assertThat(await(sessions.ask(key, say, "test", Optional.of(trace))))
        .isInstanceOf(Answer.Stored.class);
  }

  private static void awaitHeard(Drawn turn, String... words) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(turn.heard()).containsExactly(words));
  }

  private static TraceParent place(int number) {
    return new TraceParent("00-%032x-%016x-01".formatted(255, number));
  }
}
