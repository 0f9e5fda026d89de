package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionCommand.Decide;
import io.parley.core.session.SessionCommand.Interrupt;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.session.ToolEvent.ApprovalDecided;
import io.parley.core.session.ToolEvent.ApprovalRequested;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.speech.Expectation;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ApprovalRule.Asked;
import io.parley.core.tool.Json;
import io.parley.core.turn.CallState.Phase;
import io.parley.voice.leg.Leg;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/// "Shall I?" in a call, with engines that take no time, in real time, several at once.
@Execution(CONCURRENT)
class SpokenConsentCallTest extends CallInRealTime {
  @Test
  void the_question_is_spoken_and_a_yes_after_it_is_the_customers_decision() {
    beginWithOpenTurn();
    asks(Optional.of(Asked.CUSTOMER), "{\"order\":\"A 12\"}");
    await()
        .untilAsserted(
            () -> assertThat(said()).containsExactly("SHALL_I Cancel order. order: A twelve."));
    await().until(() -> shown() == Phase.LISTENING);
    answers("Yes, please.");
    await().untilAsserted(() -> assertThat(session.asked(Decide.class)).hasSize(1));
    var decided = session.asked(Decide.class).getFirst();
    assertThat(decided.call()).isEqualTo("c1");
    assertThat(decided.decision()).isEqualTo(Approval.APPROVE);
    assertThat(decided.by()).isEqualTo(Party.CUSTOMER);
    assertThat(decided.note()).contains("Yes, please.");
    assertThat(engines.ears.getFirst().expected)
        .as("a consent is heard without a hint")
        .containsExactly(Expectation.FREE, Expectation.FREE);
    session.complete("It is cancelled.");
    await().untilAsserted(() -> assertThat(said()).endsWith("It is cancelled."));
    assertThat(session.asked(Say.class)).hasSize(1);
    assertThat(session.asked(Interrupt.class)).isEmpty();
  }

  @Test
  void while_a_colleague_is_asked_the_caller_knows_it_and_may_speak() {
    beginWithOpenTurn();
    asks(Optional.empty(), "{}");
    await().untilAsserted(() -> assertThat(said()).containsExactly("ASKING_COLLEAGUE"));
    await().until(() -> shown() == Phase.LISTENING);
    says("How long will it take?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
    await()
        .untilAsserted(
            () -> assertThat(said()).containsExactly("ASKING_COLLEAGUE", "ASKING_COLLEAGUE"));
    var now = Instant.now();
    session.event(
        new ApprovalDecided("a", "c1", Approval.APPROVE, Party.HUMAN, Optional.empty(), now));
    session.complete(1, "It is cancelled.");
    session.complete(2, "A minute.");
    await().untilAsserted(() -> assertThat(said()).endsWith("It is cancelled.", "A minute."));
    assertThat(session.asked(Interrupt.class)).isEmpty();
  }

  @Test
  void a_colleagues_decision_is_told_as_the_rest_of_the_reply() {
    beginWithOpenTurn();
    asks(Optional.empty(), "{}");
    await().until(() -> shown() == Phase.LISTENING);
    var now = Instant.now();
    session.event(
        new ApprovalDecided("a", "c1", Approval.REJECT, Party.HUMAN, Optional.empty(), now));
    session.complete("My colleague says no.");
    await()
        .untilAsserted(
            () -> assertThat(said()).containsExactly("ASKING_COLLEAGUE", "My colleague says no."));
    await().until(() -> shown() == Phase.LISTENING);
    assertThat(session.asked(Interrupt.class)).isEmpty();
  }

  @Test
  void a_question_too_long_for_the_ear_is_not_asked_aloud() {
    beginWithOpenTurn();
    asks(Optional.of(Asked.CUSTOMER), "{\"text\":\"" + "long ".repeat(100) + "\"}");
    session.complete("We will see.");
    await().untilAsserted(() -> assertThat(said()).containsExactly("We will see."));
  }

  @Test
  void a_request_from_before_the_call_is_asked_as_it_begins() {
    session.event(new Said("a", Party.CUSTOMER, "Cancel it.", Channel.WEB, Instant.now()));
    session.event(new TurnStarted(1, List.of(1L), Instant.now()));
    asks(Optional.of(Asked.CUSTOMER), "{}");
    begin(3, 1);
    await().untilAsserted(() -> assertThat(said()).containsExactly("SHALL_I Cancel order."));
    // the call listened before the question, too
    await().until(() -> session.shown.stream().anyMatch(call -> call.phase() == Phase.THINKING));
    await().until(() -> shown() == Phase.LISTENING);
    answers("Yes, please.");
    await().untilAsserted(() -> assertThat(session.asked(Decide.class)).hasSize(1));
    session.complete(1, "It is cancelled.");
    await().untilAsserted(() -> assertThat(said()).endsWith("It is cancelled."));
    assertThat(session.asked(Say.class)).isEmpty();
  }

  /// Says it once the question is over for longer than sound is dated back: nobody answers within
  /// three ticks, and a first word that lies before the question's end is none to it.
  private void answers(String words) {
    long over = System.nanoTime();
    await().pollInterval(Leg.TICK).until(() -> System.nanoTime() - over > 3 * Leg.TICK.toNanos());
    says(words);
  }

  private void beginWithOpenTurn() {
    begin();
    var isOpen = new AtomicBoolean();
    session.answers =
        _ -> {
          isOpen.set(true);
          return Optional.empty();
        };
    says("Cancel my order.");
    await().untilTrue(isOpen);
  }

  private void asks(Optional<Asked> asked, String arguments) {
    var now = Instant.now();
    session.event(
        new ApprovalRequested(
            1,
            "c1",
            "cancel_order",
            "Cancel order",
            new Json(arguments),
            asked,
            now.plusSeconds(60),
            now));
  }
}
