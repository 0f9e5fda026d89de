package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.KeyMenu;
import io.parley.core.agent.KeyMenu.Words;
import io.parley.core.session.RecordingAnswer;
import io.parley.core.session.SessionCommand.AnswerRecording;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.Line;
import io.parley.sessions.CallShown;
import io.parley.voice.codec.Opus;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.flow.Timer;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.recording.Recorders;
import io.parley.voice.recording.RecordingMeter;
import io.parley.voice.recording.RecordingSettings;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.testing.DecodedRecording;
import io.parley.voice.testing.FakeRecordings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/// The question before a call, and what is kept of the call, in real time, several at once.
@Execution(CONCURRENT)
class RecordedCallTest extends CallInRealTime {
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s"));

  private static final String ORDER = "I have a question about an order.";

  private final FakeRecordings store = new FakeRecordings();
  private Recorders recorders;
  private String segment = "1s";

  @AfterEach
  void close() {
    stop();
    recorders.close();
  }

  private ActorRef<CallMessage> call(String mode) {
    return call(mode, TestPlan.quick(true));
  }

  private ActorRef<CallMessage> call(String mode, CallPlan plan) {
    return call(mode, plan, CallTransfer.NONE, services());
  }

  private ActorRef<CallMessage> call(
      String mode, CallPlan plan, CallTransfer transfer, CallServices services) {
    recorders =
        new Recorders(
            RecordingSettings.from(
                ConfigFactory.parseString(
                        "parley.telephony.recording { mode = %s, segment = %s, agents = [support] }"
                            .formatted(mode, segment))
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve()),
            Opus.JAVA,
            store,
            Timer.of(KIT.system()),
            RecordingMeter.NONE,
            Clock.systemUTC());
    var recorded = services.recording(recorders.of(SESSION, "support"));
    var call =
        spawn(new CallParts(plan, leg, engines, session, 0, Optional.empty(), transfer, recorded));
    leg.ready.complete(null);
    return call;
  }

  private void awaitAnswer(RecordingAnswer answer) {
    await().untilAsserted(() -> assertThat(session.asked(AnswerRecording.class)).hasSize(1));
    assertThat(session.asked(AnswerRecording.class).getFirst().answer()).isEqualTo(answer);
  }

  private static String question(String start) {
    return "(?s)" + start + ".*";
  }

  @Test
  void a_yes_by_key_comes_before_the_greeting_and_is_recorded_from_then_on() {
    var call = call("asked");
    await().until(() -> !said().isEmpty());
    assertThat(said().getFirst()).matches(question("May this call be recorded"));
    assertThat(store.began).isEmpty();
    leg.does(new LegEvent.Digit('1', Duration.ofMillis(100)));
    awaitAnswer(RecordingAnswer.AGREED);
    await().until(() -> said().size() == 2);
    assertThat(said().get(1)).isEqualTo("Hello!");
    await().untilAsserted(() -> assertThat(store.stored).containsKeys(0, 1));
    assertThat(session.shown.getLast().recording()).contains(CallShown.Recording.ON);
    assertThat(session.asked(Say.class)).as("the key is no word").isEmpty();
    KIT.stop(call);
  }

  @Test
  void greeting_question_and_menu_come_in_this_order_and_the_key_of_the_answer_chooses_nothing() {
    call("asked", TestPlan.with(new KeyMenu("For orders press 1.", Map.of('1', new Words(ORDER)))));
    var one = new LegEvent.Digit('1', Duration.ofMillis(100));
    await().until(() -> said().size() == 2);
    assertThat(said().getFirst()).isEqualTo("Hello!");
    assertThat(said().get(1)).matches(question("May this call be recorded"));
    leg.does(one);
    leg.does(one);
    awaitAnswer(RecordingAnswer.AGREED);
    await().until(() -> said().size() == 3);
    assertThat(said().getLast()).isEqualTo(Line.MENU.name());
    int ticks = leg.ticks.get();
    // longer than a key of the answer may be late, and than one key alone is waited for
    await().until(() -> leg.ticks.get() > ticks + 200);
    assertThat(session.asked(Say.class)).isEmpty();
    leg.does(one);
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    assertThat(session.asked(Say.class).getFirst().text()).isEqualTo(ORDER);
  }

  @Test
  void a_yes_in_words_is_no_word_to_the_agent() {
    call("asked");
    await().until(() -> !said().isEmpty());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> leg.played.get() >= said().getFirst().length());
    long over = System.nanoTime();
    await().pollInterval(Leg.TICK).until(() -> System.nanoTime() - over > 3 * Leg.TICK.toNanos());
    says("Yes, please.");
    awaitAnswer(RecordingAnswer.AGREED);
    await().until(() -> said().getLast().equals("Hello!"));
    assertThat(session.asked(Say.class)).isEmpty();
  }

  @Test
  void after_a_no_the_call_goes_on_and_nothing_is_kept() {
    call("asked");
    await().until(() -> !said().isEmpty());
    leg.does(new LegEvent.Digit('2', Duration.ofMillis(100)));
    awaitAnswer(RecordingAnswer.REFUSED);
    await().until(() -> said().getLast().equals("Hello!"));
    await().until(() -> shown() == Phase.LISTENING);
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    assertThat(store.began).isEmpty();
    assertThat(store.stored).isEmpty();
    assertThat(session.shown.getLast().recording()).isEmpty();
  }

  @Test
  void an_announced_recording_begins_when_it_was_heard_and_is_paused_and_resumed() {
    var call = call("announced");
    awaitAnswer(RecordingAnswer.ANNOUNCED);
    await().until(() -> store.began.isPresent());
    TestProbe<CallGate.RecordingPaused> probe = KIT.createTestProbe();
    call.tell(CallRecording.pausing(true, probe.getRef()));
    assertThat(probe.receiveMessage().paused()).contains(true);
    awaitShown(CallShown.Recording.PAUSED);
    call.tell(CallRecording.pausing(false, probe.getRef()));
    assertThat(probe.receiveMessage().paused()).contains(false);
  }

  private void awaitShown(CallShown.Recording recording) {
    await()
        .until(
            () ->
                !session.shown.isEmpty()
                    && session.shown.getLast().recording().equals(Optional.of(recording)));
  }

  private void recordedCall() {
    call("announced");
    awaitShown(CallShown.Recording.ON);
    await().until(() -> shown() == Phase.LISTENING);
  }

  @Test
  void a_reply_that_asks_for_a_secret_pauses_the_recording_until_one_that_does_not() {
    recordedCall();
    session.answers = _ -> Optional.of("What is your card number?");
    says("I would like to pay.");
    awaitShown(CallShown.Recording.PAUSED);
    await().until(() -> shown() == Phase.LISTENING);
    session.answers = _ -> Optional.of("Thank you.");
    says("It is on the table.");
    awaitShown(CallShown.Recording.ON);
  }

  @Test
  void a_card_number_that_nobody_asked_for_is_erased_and_the_recording_goes_on_with_the_answer() {
    segment = "10s";
    leg.hums = true;
    recordedCall();
    session.answers = _ -> Optional.of("Thank you.");
    says("Where is my order?");
    await().until(() -> said().getLast().equals("Thank you."));
    await().until(() -> shown() == Phase.LISTENING);
    session.answers = _ -> Optional.empty();
    says("My card is 4111 1111 1111 1111.");
    awaitShown(CallShown.Recording.PAUSED);
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
    session.complete("Thank you.");
    awaitShown(CallShown.Recording.ON);
    await().until(() -> shown() == Phase.LISTENING);
    says("Goodbye.");
    leg.gone.complete(Leg.Gone.HUNG_UP);
    await().until(() -> store.length.isPresent());
    long spoken = Duration.ofMillis(600).dividedBy(Leg.TICK);
    var caller = store.decoded("call").caller();
    assertThat(DecodedRecording.loud(caller, 1_000)).isBetween(2 * spoken - 8, 2 * spoken + 8);
  }

  @Test
  void a_colleague_hears_that_the_call_is_recorded_before_they_take_it() {
    var network = new FakeTransfer();
    var plan = TransferCallTest.plan(HoldMusic.NONE);
    var services = new CallServices(clock, meter, Clock.systemUTC(), EchoSettings.typical(), plan);
    var call = call("announced", TestPlan.quick(true), network, services);
    awaitShown(CallShown.Recording.ON);
    await().until(() -> shown() == Phase.LISTENING);
    says("I want to talk to a person.");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    var sales = TransferAddress.of("+493012345");
    var order =
        new TransferOrder("key", "sales", "Sales", sales, TransferMode.ATTENDED, "It is late.");
    call.tell(new CallMessage.ForTransfers(new Transfers.Ask(order, _ -> {})));
    await().until(() -> !network.called.isEmpty());
    var colleague = new FakeLeg();
    colleague.ready.complete(null);
    network.answered.complete(colleague);
    await()
        .until(
            () -> String.join(" ", said()).contains("This call is recorded. A call. It is late."));
  }
}
