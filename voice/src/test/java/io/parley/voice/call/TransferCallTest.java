package io.parley.voice.call;

import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Accepted;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferOutcome.Returned;
import io.parley.core.transfer.TransferOutcome.Unknown;
import io.parley.core.transfer.TransferTimes;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.Line;
import io.parley.sessions.CallShown.Transfer;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.telephony.CallTransfer.NotReached;
import io.parley.voice.telephony.TelephonyFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/// A call that is handed over, with a network and people that do what the test says; in real time,
/// several at once.
@Execution(CONCURRENT)
class TransferCallTest extends CallInRealTime {
  private static final TransferTimes TIMES =
      new TransferTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));
  private static final String SUMMARY = "The order is late.";
  private static final short TUNE = 3_000;

  private final FakeTransfer network = new FakeTransfer();
  private final FakeLeg colleague = new FakeLeg();
  private final List<TransferOutcome> outcomes = new CopyOnWriteArrayList<>();
  private HoldMusic music = HoldMusic.NONE;
  private EchoSettings echo = EchoSettings.typical();
  private ActorRef<CallMessage> call;

  static TransferPlan plan(HoldMusic music) {
    return new TransferPlan(TIMES, music, Map.of("en", "A call. {summary}"));
  }

  private void beginCall() {
    var services = new CallServices(clock, meter, Clock.systemUTC(), echo, plan(music));
    call =
        spawn(
            new CallParts(
                TestPlan.quick(false),
                leg,
                engines,
                session,
                0,
                Optional.empty(),
                network,
                services));
    leg.ready.complete(null);
    await().until(() -> !session.shown.isEmpty());
  }

  private static TransferOrder order(TransferMode mode) {
    return new TransferOrder(
        "key-" + mode, "sales", "Sales", TransferAddress.of("+493012345"), mode, SUMMARY);
  }

  private void ask(TransferOrder order) {
    call.tell(new CallMessage.ForTransfers(new Transfers.Ask(order, outcomes::add)));
  }

  private Optional<Transfer> shownTransfer() {
    return session.shown.getLast().transfer();
  }

  /// The customer has asked for it, and is on hold.
  private void onHold() {
    beginCall();
    says("I want to talk to a person.");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    ask(order(TransferMode.ATTENDED));
    await().until(() -> !network.called.isEmpty());
  }

  private void briefed() {
    onHold();
    colleague.ready.complete(null);
    network.answered.complete(colleague);
    await().until(() -> said().contains("A call. " + SUMMARY));
  }

  private void connected() {
    briefed();
    colleague.does(new LegEvent.Digit('1', Duration.ofMillis(100)));
    await().untilAsserted(() -> assertThat(outcomes).containsExactly(new Accepted()));
    await().until(() -> shownTransfer().equals(Optional.of(Transfer.CONNECTED)));
  }

  @Test
  void a_caller_is_handed_over_after_the_agents_last_words() {
    session.answers = _ -> Optional.of("I connect you with sales.");
    beginCall();
    assertThat(shownTransfer()).contains(Transfer.POSSIBLE);
    says("I want to talk to a person.");
    await().until(() -> leg.played.get() > 0);
    ask(order(TransferMode.BLIND));
    await().until(() -> !network.handedOver.isEmpty());
    assertThat(leg.played)
        .as("all words")
        .hasValueGreaterThanOrEqualTo("I connect you with sales.".length());
    assertThat(network.handedOver).containsExactly(TransferAddress.of("+493012345"));
    network.taken.complete(null);
    await().untilAsserted(() -> assertThat(outcomes).containsExactly(new Accepted()));
    leg.gone.complete(Leg.Gone.HUNG_UP);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.shown.getLast().reason()).contains("transferred");
  }

  @Test
  void a_network_that_answers_after_the_caller_is_gone_is_believed() {
    beginCall();
    ask(order(TransferMode.BLIND));
    await().until(() -> !network.handedOver.isEmpty());
    leg.gone.complete(Leg.Gone.HUNG_UP);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.shown.getLast().reason()).contains("transferred");
    assertThat(outcomes).isEmpty();
    network.taken.complete(null);
    assertThat(outcomes).containsExactly(new Accepted());
  }

  @Test
  void the_same_order_hands_over_once() {
    beginCall();
    ask(order(TransferMode.BLIND));
    ask(order(TransferMode.BLIND));
    await().until(() -> !network.handedOver.isEmpty());
    network.taken.completeExceptionally(
        new TelephonyFailure("twilio", TelephonyFailure.Category.UNAVAILABLE, true, "", null));
    await().untilAsserted(() -> assertThat(outcomes).containsExactly(new Unknown()));
    ask(order(TransferMode.BLIND));
    await().untilAsserted(() -> assertThat(outcomes).containsExactly(new Unknown(), new Unknown()));
    assertThat(network.handedOver).hasSize(1);
  }

  @Test
  void a_refused_hand_over_leaves_the_caller_with_the_agent() {
    session.answers = _ -> Optional.of("Then I help you.");
    beginCall();
    ask(order(TransferMode.BLIND));
    await().until(() -> !network.handedOver.isEmpty());
    network.taken.completeExceptionally(
        new TelephonyFailure("twilio", TelephonyFailure.Category.REFUSED, false, "13223", null));
    await().untilAsserted(() -> assertThat(outcomes).containsExactly(new Returned(Reason.FAILED)));
    says("Hello?");
    await().until(() -> said().contains("Then I help you."));
  }

  @Test
  void a_target_that_the_network_cannot_reach_is_refused() {
    beginCall();
    ask(
        new TransferOrder(
            "key",
            "pbx",
            "PBX",
            TransferAddress.of("sip:sales@pbx.example"),
            TransferMode.BLIND,
            ""));
    await()
        .untilAsserted(
            () -> assertThat(outcomes).containsExactly(new Returned(Reason.NOT_POSSIBLE)));
    assertThat(network.handedOver).isEmpty();
  }

  @Test
  void a_caller_on_hold_was_told_and_is_heard_by_nobody() {
    onHold();
    assertThat(said()).contains(Line.ASKING_COLLEAGUE.name());
    assertThat(shownTransfer()).contains(Transfer.HOLD);
    int played = leg.played.get();
    int taken = engines.ears.getFirst().taken.get();
    speaks(leg);
    assertThat(session.asked(Say.class)).hasSize(1);
    assertThat(engines.ears.getFirst().taken).hasValue(taken);
    assertThat(leg.played).as("silence, for there is no music").hasValue(played);
  }

  @Test
  void a_colleague_hears_the_summary_and_the_caller_does_not() {
    onHold();
    int played = leg.played.get();
    colleague.ready.complete(null);
    network.answered.complete(colleague);
    await().until(() -> colleague.played.get() >= ("A call. " + SUMMARY).length());
    assertThat(leg.played).hasValue(played);
  }

  @Test
  void a_colleague_who_accepts_talks_to_the_caller_and_the_agent_is_quiet() {
    connected();
    int heard = leg.played.get();
    speaks(colleague);
    assertThat(leg.played).hasValueGreaterThan(heard + 20);
    int heardByColleague = colleague.played.get();
    speaks(leg);
    assertThat(colleague.played).hasValueGreaterThan(heardByColleague + 20);
    int said = said().size();
    session.complete("You are connected now.");
    int ticks = leg.ticks.get();
    await().until(() -> leg.ticks.get() > ticks + 25);
    assertThat(said()).as("the agent says nothing").hasSize(said);
  }

  @Test
  void what_the_two_say_is_in_the_transcript_and_opens_no_turn() {
    connected();
    says(colleague, "Good morning.");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
    says(leg, "My order is late.");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(3));
    var said = session.asked(Say.class);
    assertThat(said.get(1))
        .extracting(Say::by, Say::text, Say::to)
        .containsExactly(Party.HUMAN, "Good morning.", Optional.empty());
    assertThat(said.get(2))
        .extracting(Say::by, Say::text, Say::to)
        .containsExactly(Party.CUSTOMER, "My order is late.", Optional.of(Party.HUMAN));
  }

  @Test
  void an_agent_that_was_asked_to_leave_hears_nothing() {
    connected();
    colleague.does(new LegEvent.Digit('*', Duration.ofMillis(100)));
    // handled before the sound that follows
    int ticks = leg.ticks.get();
    await().until(() -> leg.ticks.get() > ticks + 5);
    int taken = engines.ears.getFirst().taken.get();
    speaks(leg);
    speaks(colleague);
    assertThat(engines.ears.getFirst().taken).hasValue(taken);
    assertThat(session.asked(Say.class)).hasSize(1);
  }

  @Test
  void a_colleague_who_is_muted_is_heard_by_nobody_and_hears_the_caller() {
    connected();
    colleague.does(new LegEvent.Digit('0', Duration.ofMillis(100)));
    // handled before the sound that follows
    int ticks = leg.ticks.get();
    await().until(() -> leg.ticks.get() > ticks + 5);
    int heard = leg.played.get();
    speaks(colleague);
    assertThat(leg.played).hasValue(heard);
    int heardByColleague = colleague.played.get();
    speaks(leg);
    assertThat(colleague.played).hasValueGreaterThan(heardByColleague + 20);
  }

  private void connectedAfterMusic() {
    music = new HoldMusic(FakeLeg.RATE, new short[] {TUNE});
    // one number is an echo of every other
    echo = EchoSettings.none();
    connected();
    await().until(() -> leg.lastPlayed != TUNE);
  }

  @Test
  void a_caller_hears_music_and_is_heard_by_nobody_while_the_colleague_holds() {
    connectedAfterMusic();
    colleague.does(new LegEvent.Held(true));
    await().until(() -> leg.lastPlayed == TUNE);
    int played = colleague.played.get();
    int taken = engines.ears.getFirst().taken.get();
    speaks(leg);
    assertThat(colleague.played).as("frames sent to an end on hold").hasValue(played);
    assertThat(engines.ears.getFirst().taken).hasValue(taken);
    colleague.does(new LegEvent.Held(false));
    await().until(() -> leg.lastPlayed != TUNE);
    says(leg, "My order is late.");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
    assertThat(colleague.played).hasValueGreaterThan(played + 20);
  }

  @Test
  void a_colleague_hears_music_while_the_caller_holds() {
    connectedAfterMusic();
    leg.does(new LegEvent.Held(true));
    await().until(() -> colleague.lastPlayed == TUNE);
    leg.does(new LegEvent.Held(false));
    await().until(() -> colleague.lastPlayed != TUNE);
    says(colleague, "Good morning.");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
    assertThat(session.asked(Say.class).getLast().by()).isEqualTo(Party.HUMAN);
  }

  @Test
  void the_call_ends_with_the_colleague() {
    connected();
    colleague.gone.complete(Leg.Gone.HUNG_UP);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(leg.gone).isCompletedWithValue(Leg.Gone.CLOSED);
  }

  @Test
  void the_call_ends_with_the_caller() {
    connected();
    leg.gone.complete(Leg.Gone.HUNG_UP);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(colleague.gone).isCompletedWithValue(Leg.Gone.CLOSED);
  }

  @Test
  void a_colleague_who_declines_returns_the_caller_to_the_agent_who_says_so() {
    briefed();
    colleague.does(new LegEvent.Digit('2', Duration.ofMillis(100)));
    isBack(Reason.DECLINED);
    assertThat(colleague.gone).isCompletedWithValue(Leg.Gone.CLOSED);
  }

  @Test
  void a_colleague_who_is_busy_returns_the_caller() {
    onHold();
    network.answered.completeExceptionally(new NotReached(Reason.BUSY));
    isBack(Reason.BUSY);
  }

  private void isBack(Reason reason) {
    await().untilAsserted(() -> assertThat(outcomes).containsExactly(new Returned(reason)));
    await().until(() -> shownTransfer().equals(Optional.of(Transfer.POSSIBLE)));
    session.complete("Nobody is free at the moment.");
    await().until(() -> said().contains("Nobody is free at the moment."));
    await().until(() -> shown() == Phase.LISTENING);
  }

  @Test
  void a_caller_who_hangs_up_on_hold_ends_the_attempt() {
    onHold();
    leg.gone.complete(Leg.Gone.HUNG_UP);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(outcomes).containsExactly(new Returned(Reason.CALLER_GONE));
    assertThat(network.givenUp).hasValueGreaterThan(0);
    network.answered.complete(colleague);
    colleague.ready.complete(null);
    assertThat(colleague.gone).isCompletedWithValue(Leg.Gone.CLOSED);
  }
}
