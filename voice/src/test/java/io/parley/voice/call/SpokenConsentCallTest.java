package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
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
import io.parley.core.speech.Transcript;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ApprovalRule.Asked;
import io.parley.core.tool.Json;
import io.parley.core.turn.CallState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// "Shall I?" in a call, with engines that take no time, in real time.
class SpokenConsentCallTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local"));

  private final MediaClock clock = new MediaClock(1);
  private final FakeLeg leg = new FakeLeg();
  private final FakeEngines engines = new FakeEngines();
  private final FakeSession session = new FakeSession(Materializer.matFromSystem(KIT.system()));

  @AfterEach
  void close() {
    clock.close();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void the_question_is_spoken_and_a_yes_after_it_is_the_customers_decision() {
    begin();
    asks(Optional.of(Asked.CUSTOMER), "{\"order\":\"A 12\"}");
    await()
        .untilAsserted(
            () ->
                assertThat(engines.voices.getFirst().said)
                    .containsExactly("SHALL_I Cancel order. order: A twelve."));
    await().until(() -> session.shown.getLast().phase() == Phase.LISTENING);
    says("Yes, please.");
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
    await()
        .untilAsserted(
            () -> assertThat(engines.voices.getFirst().said).endsWith("It is cancelled."));
    assertThat(session.asked(Say.class)).hasSize(1);
    assertThat(session.asked(Interrupt.class)).isEmpty();
  }

  @Test
  void while_a_colleague_is_asked_the_caller_knows_it_and_may_speak() {
    begin();
    asks(Optional.empty(), "{}");
    await()
        .untilAsserted(
            () -> assertThat(engines.voices.getFirst().said).containsExactly("ASKING_COLLEAGUE"));
    await().until(() -> session.shown.getLast().phase() == Phase.LISTENING);
    says("How long will it take?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
    await()
        .untilAsserted(
            () ->
                assertThat(engines.voices.getFirst().said)
                    .containsExactly("ASKING_COLLEAGUE", "ASKING_COLLEAGUE"));
    var now = Instant.now();
    session.event(
        new ApprovalDecided("a", "c1", Approval.APPROVE, Party.HUMAN, Optional.empty(), now));
    session.complete(1, "It is cancelled.");
    session.complete(2, "A minute.");
    await()
        .untilAsserted(
            () ->
                assertThat(engines.voices.getFirst().said)
                    .endsWith("It is cancelled.", "A minute."));
    assertThat(session.asked(Interrupt.class)).isEmpty();
  }

  @Test
  void a_colleagues_decision_is_told_as_the_rest_of_the_reply() {
    begin();
    asks(Optional.empty(), "{}");
    await().until(() -> session.shown.getLast().phase() == Phase.LISTENING);
    var now = Instant.now();
    session.event(
        new ApprovalDecided("a", "c1", Approval.REJECT, Party.HUMAN, Optional.empty(), now));
    session.complete("My colleague says no.");
    await()
        .untilAsserted(
            () ->
                assertThat(engines.voices.getFirst().said)
                    .containsExactly("ASKING_COLLEAGUE", "My colleague says no."));
    await().until(() -> session.shown.getLast().phase() == Phase.LISTENING);
    assertThat(session.asked(Interrupt.class)).isEmpty();
  }

  @Test
  void a_question_too_long_for_the_ear_is_not_asked_aloud() {
    begin();
    asks(Optional.of(Asked.CUSTOMER), "{\"text\":\"" + "long ".repeat(100) + "\"}");
    session.complete("We will see.");
    await()
        .untilAsserted(
            () -> assertThat(engines.voices.getFirst().said).containsExactly("We will see."));
  }

  @Test
  void a_request_from_before_the_call_is_asked_as_it_begins() {
    session.event(new Said("a", Party.CUSTOMER, "Cancel it.", Channel.WEB, Instant.now()));
    session.event(new TurnStarted(1, List.of(1L), Instant.now()));
    asks(Optional.of(Asked.CUSTOMER), "{}");
    open(3, Optional.of(1));
    await()
        .untilAsserted(
            () ->
                assertThat(engines.voices.getFirst().said)
                    .containsExactly("SHALL_I Cancel order."));
    // the call listened before the question, too
    await().until(() -> session.shown.stream().anyMatch(call -> call.phase() == Phase.THINKING));
    await().until(() -> session.shown.getLast().phase() == Phase.LISTENING);
    says("Yes, please.");
    await().untilAsserted(() -> assertThat(session.asked(Decide.class)).hasSize(1));
    session.complete(1, "It is cancelled.");
    await()
        .untilAsserted(
            () -> assertThat(engines.voices.getFirst().said).endsWith("It is cancelled."));
    assertThat(session.asked(Say.class)).isEmpty();
  }

  private void open(long after, Optional<Integer> turn) {
    KIT.spawn(
        CallActor.create(
            new CallParts(
                TestPlan.quick(false),
                leg,
                engines,
                session,
                after,
                turn,
                new CallServices(clock, new FakeMeter(), Clock.systemUTC()))));
    leg.ready.complete(null);
    await().until(() -> !session.shown.isEmpty());
  }

  private void begin() {
    open(0, Optional.empty());
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

  private void says(String words) {
    engines.script.add(Transcript.settled(words, 0.9));
    leg.speaks(Duration.ofMillis(600));
    await().until(() -> !leg.isSpeaking() && engines.script.isEmpty());
  }
}
