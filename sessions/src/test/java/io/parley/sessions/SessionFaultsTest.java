package io.parley.sessions;

import static io.parley.sessions.ScriptedWorld.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.fault.WorkFailed;
import io.parley.core.model.ModelFailure;
import io.parley.core.session.Rejection.Reason;
import io.parley.core.session.Session;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.sessions.entity.SessionEntity;
import io.parley.sessions.fault.Fault;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Errors of Java in a session's work: the work fails, the session and its node continue. An error
/// that makes Pekko end the JVM would abort these tests.
class SessionFaultsTest extends SessionFixture {
  private static Error error(String kind) {
    return switch (kind) {
      case "stack" -> new StackOverflowError("injected");
      case "array" -> new OutOfMemoryError("Requested array size exceeds VM limit");
      case "class" -> new NoClassDefFoundError("injected");
      default -> new AssertionError("injected");
    };
  }

  private void assertAlarm(String work, Fault.Kind kind) {
    var fault = next(world.faults);
    assertThat(fault.work()).isEqualTo(work);
    assertThat(fault.kind()).isEqualTo(kind);
  }

  private void assertAnswers(String id) {
    assertThat(say(id, "still there?")).isInstanceOf(Answer.Stored.class);
    var call = world.nextModelCall();
    call.says("Yes.");
    call.ends();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> events(key).getLast() instanceof ReplyCompleted r && r.text().equals("Yes."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stack", "array", "class", "assertion"})
  void an_error_of_the_model_fails_the_turn_and_the_session_answers_the_next_message(String kind) {
    start();
    world.modelError.set(error(kind));
    say("a", "hello");
    assertThat(((TurnFailed) event(4)).problem().type()).isEqualTo("reply-abandoned");
    assertAlarm("reply", Fault.Kind.CONTAINED);
    assertAnswers("b");
  }

  @Test
  void an_error_on_a_thread_of_the_models_fails_the_turn_at_once() {
    start();
    say("a", "hello");
    var error = WorkFailed.by(error("stack"));
    world
        .nextModelCall()
        .listener()
        .failed(new ModelFailure(ModelFailure.Category.REFUSED, "failed at the prompt", error));
    assertThat(event(4)).isInstanceOf(TurnFailed.class);
    assertAlarm("reply", Fault.Kind.CONTAINED);
    assertAnswers("b");
  }

  @Test
  void an_error_of_a_tool_settles_the_call_by_its_policy_and_the_reply_continues() {
    start();
    say("a", "pay");
    var call = world.nextModelCall();
    world.toolError.set(error("stack"));
    call.wants("pay");
    world.nextModelCall();
    assertThat(outcomes()).containsExactly(Kind.IN_DOUBT);
  }

  @Test
  void a_command_on_which_the_rules_fail_is_refused_and_the_session_continues() {
    // the rules look at them when somebody speaks
    world.limits = null;
    start();
    assertThat(say("a", "hello"))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.rejection().reason()).isEqualTo(Reason.FAULT));
    assertAlarm("command", Fault.Kind.CONTAINED);
    assertThat(world.faults).isEmpty();
    assertThat(events(key)).hasSize(1);
    assertThat(view().seq()).isEqualTo(1);
  }

  @Test
  void an_error_in_the_sessions_actor_restarts_it_and_its_work_is_resumed() {
    start();
    world.onWatched =
        () -> {
          world.onWatched = () -> {};
          throw error("stack");
        };
    // the event is stored before the actor fails, and the command may be repeated
    assertThat(say("a", "hello")).isEqualTo(new Answer.Stored(2));
    assertAlarm("session", Fault.Kind.CONTAINED);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // a message may get lost with the actor that fails
              entity().tell(new SessionEntity.Wake());
              return !world.modelCalls.isEmpty();
            });
    var call = world.nextModelCall();
    call.says("Hi.");
    call.ends();
    assertThat(((ReplyCompleted) event(5)).text()).isEqualTo("Hi.");
  }

  @Test
  void a_turn_on_which_two_nodes_ended_fails_with_an_alarm() {
    start();
    say("a", "hello");
    world.nextModelCall();
    crash();
    entity().tell(new SessionEntity.Wake());
    world.nextModelCall();
    assertAlarm("reply", Fault.Kind.NODE_LOST);
    crash();
    entity().tell(new SessionEntity.Wake());
    assertThat(((TurnFailed) event(5)).problem().type()).isEqualTo(Session.CRASHED);
    assertAlarm("reply", Fault.Kind.GIVEN_UP);
    assertThat(world.modelCalls).isEmpty();
    assertAnswers("b");
  }

  @Test
  void after_a_nodes_death_even_a_fatal_error_ends_only_the_turn() {
    start();
    say("a", "hello");
    world.nextModelCall();
    crash();
    world.modelError.set(new InternalError("injected"));
    entity().tell(new SessionEntity.Wake());
    assertThat(event(5)).isInstanceOf(TurnFailed.class);
    assertAlarm("reply", Fault.Kind.NODE_LOST);
    assertAlarm("reply", Fault.Kind.CONTAINED);
    assertAnswers("b");
  }

  @Test
  void a_node_that_ends_by_a_fatal_error_records_its_turn() throws Exception {
    open("pekko.jvm-exit-on-fatal-error = off");
    start();
    world.modelError.set(new InternalError("injected"));
    say("a", "hello");
    // Pekko now ends the actors instead of the JVM
    kit.system()
        .getWhenTerminated()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertAlarm("reply", Fault.Kind.FATAL);
    assertThat(events(key).getLast()).isInstanceOf(TurnFailed.class);
  }

  @Test
  void a_journal_that_fails_twice_in_a_turn_does_not_count_as_a_nodes_death() {
    start();
    say("a", "hello");
    for (int attempt = 1; attempt <= Session.DEATHS_MAX; attempt++) {
      var lost = world.nextModelCall();
      journal.failNextPersisted("Session|" + key);
      lost.says("Lost.");
      lost.ends();
    }
    var kept = world.nextModelCall();
    kept.says("Kept.");
    kept.ends();
    assertThat(((ReplyCompleted) event(6)).text()).isEqualTo("Kept.");
    assertThat(event(5)).isEqualTo(new TurnResumed(1, 3, event(5).at()));
    assertThat(world.faults).isEmpty();
  }
}
