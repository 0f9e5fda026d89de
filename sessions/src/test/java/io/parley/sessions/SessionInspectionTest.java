package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.SessionListing.Status;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnResumed;
import io.parley.core.session.TurnEvent.TurnStarted;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The inspection of a session, for operators.
class SessionInspectionTest extends SessionFixture {
  private SessionInspection inspection() {
    return await(sessions.inspect(key));
  }

  @Test
  void a_session_never_started_has_no_view() {
    assertThat(inspection())
        .isEqualTo(new SessionInspection(Optional.empty(), 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void inspection_shows_current_work() {
    start();
    assertThat(inspection().attempt()).isZero();
    say("a", "open a ticket");
    world.nextModelCall().wants("open");
    var attempt = world.nextToolAttempt();
    assertThat(events(key)).last().isInstanceOf(ToolCallRequested.class);
    say("b", "and hurry");
    var at = inspection();
    assertThat(at.view().orElseThrow().openTurn()).contains(1);
    assertThat(at.attempt()).isEqualTo(1);
    assertThat(at.running()).isEqualTo(1);
    assertThat(at.waiting()).isEqualTo(1);
    assertThat(at.awaiting()).isZero();
    assertThat(at.inDoubt()).isZero();
    assertThat(at.errands()).isEqualTo(2);
    assertThat(at.readers()).isZero();
    assertThat(attempt.outcome()).isNotDone();
  }

  @Test
  void an_ended_session_is_still_shown() {
    start();
    ask(new SessionCommand.End(Optional.of("e"), "done", Party.OPERATOR, "", now()));
    assertThat(inspection().view().orElseThrow().status()).isNotEqualTo(Status.ACTIVE);
  }

  @Test
  void a_watch_receives_every_event_once() {
    start();
    say("a", "hello");
    var call = world.nextModelCall();
    call.says("Hi.");
    call.ends();
    assertThat(event(4)).isInstanceOf(ReplyCompleted.class);
    // the watch is informed after the journal
    Awaitility.await().atMost(PATIENCE).until(() -> world.watched.equals(events(key)));
  }

  @Test
  void a_watch_receives_the_turns_start_even_after_a_crash() {
    start();
    say("a", "hello");
    world.nextModelCall();
    crash();
    view();
    var again = world.nextModelCall();
    again.says("Hi.");
    again.ends();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> world.watched.stream().anyMatch(ReplyCompleted.class::isInstance));
    var started = (TurnStarted) event(3);
    for (int i = 0; i < world.watched.size(); i++) {
      var event = world.watched.get(i);
      assertThat(world.turnsBegan.get(i))
          .as(event.getClass().getSimpleName())
          .isEqualTo(i < 3 ? event.at() : started.at());
    }
    assertThat(world.watched).hasAtLeastOneElementOfType(TurnResumed.class);
  }
}
