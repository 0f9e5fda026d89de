package io.parley.voice.call;

import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand.CutReply;
import io.parley.core.session.SessionCommand.Interrupt;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallState.Phase;
import io.parley.voice.leg.Leg;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls with engines that take no time, in real time: 20 ms are 20 ms.
class CallActorTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local"));

  /// One clause of four seconds.
  private static final String LONG =
      "One two three four five six seven eight nine ten eleven twelve ".repeat(3) + "thirteen.";

  private final MediaClock clock = new MediaClock(1);
  private final FakeLeg leg = new FakeLeg();
  private final FakeEngines engines = new FakeEngines();
  private final FakeSession session = new FakeSession(Materializer.matFromSystem(KIT.system()));
  private final FakeMeter meter = new FakeMeter();

  @AfterEach
  void close() {
    clock.close();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void what_is_said_is_told_to_the_session_and_the_reply_is_heard() {
    session.answers = _ -> Optional.of("It is on its way.");
    begin();
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("It is on its way."));
    await().until(() -> leg.played.get() == "It is on its way.".length());
    var say = session.asked(Say.class).getFirst();
    assertThat(say.text()).isEqualTo("Where is my order?");
    assertThat(say.channel()).isEqualTo(Channel.VOICE);
    assertThat(say.confidence()).hasValueCloseTo(0.9, within(0.001));
    await().until(() -> lastShown() == Phase.LISTENING);
    assertThat(session.shown)
        .extracting(each -> each.phase())
        .containsSubsequence(Phase.LISTENING, Phase.THINKING, Phase.SPEAKING, Phase.LISTENING);
    assertThat(session.shown).anyMatch(each -> each.words().equals("Where is my order?"));
    await().untilAsserted(() -> assertThat(meter.times).hasSize(1));
    assertThat(meter.times.getFirst().heard()).isPresent();
  }

  @Test
  void the_agent_greets_once_both_can_be_heard() {
    start(true);
    assertThat(voice(0).said).isEmpty();
    leg.ready.complete(null);
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("Hello!"));
  }

  @Test
  void who_speaks_into_a_reply_stops_it_and_the_session_is_told_what_was_heard() {
    session.answers = words -> Optional.of(words.startsWith("Where") ? LONG : "Fine.");
    begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 20);
    says("No, stop it now.");
    await().untilAsserted(() -> assertThat(session.asked(CutReply.class)).hasSize(1));
    var cut = session.asked(CutReply.class).getFirst();
    assertThat(cut.turn()).isEqualTo(1);
    assertThat(LONG).startsWith(cut.heard());
    assertThat(cut.heard()).isNotEmpty().isNotEqualTo(LONG);
    await().untilAsserted(() -> assertThat(voice(0).said).contains("Fine."));
    assertThat(leg.forgotten.get()).isPositive();
    assertThat(meter.interruptions).contains(true);
  }

  @Test
  void a_reply_that_is_still_being_made_is_interrupted_where_it_was_heard() {
    begin();
    says("Where is my order?");
    await().until(() -> session.asked(Say.class).size() == 1);
    session.delta(1, 0, LONG + " And ");
    await().until(() -> leg.played.get() > 20);
    says("No, stop it now.");
    await().untilAsserted(() -> assertThat(session.asked(Interrupt.class)).hasSize(1));
    assertThat(session.asked(Interrupt.class).getFirst().played().orElseThrow())
        .startsWith("One two");
    await().until(() -> session.asked(Say.class).size() == 2);
    assertThat(session.asked)
        .extracting(command -> command.getClass().getSimpleName())
        .containsExactly("Say", "Interrupt", "Say");
  }

  @Test
  void a_reply_that_a_filter_withholds_is_told_as_such() {
    session.withholds = true;
    begin();
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("WITHHELD"));
  }

  @Test
  void a_cough_holds_the_reply_which_goes_on_where_it_was() {
    session.answers = _ -> Optional.of(LONG);
    begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 10);
    leg.speaks(Duration.ofSeconds(5));
    await().until(() -> leg.forgotten.get() > 0);
    leg.fallsSilent();
    await().until(() -> meter.interruptions.contains(false));
    await().until(() -> leg.played.get() == LONG.length());
    assertThat(session.asked(CutReply.class)).isEmpty();
  }

  @Test
  void a_voice_that_dies_in_the_middle_of_a_word_is_replaced_and_no_word_is_said_twice() {
    engines.voices.add(new FakeEngines.FakeVoice("second"));
    voice(0).survives = all -> all / 2;
    session.answers = _ -> Optional.of("Your order will arrive on Monday.");
    begin();
    says("Where is my order?");
    await().until(() -> !voice(1).said.isEmpty());
    assertThat("Your order will arrive on Monday.").endsWith(voice(1).said.getFirst());
    assertThat(voice(1).said.getFirst()).isNotEqualTo("Your order will arrive on Monday.");
  }

  @Test
  void without_any_voice_the_call_goes_on_as_text() {
    voice(0).survives = _ -> 0;
    session.answers = _ -> Optional.of("Your order will arrive on Monday.");
    begin();
    says("Where is my order?");
    await().until(() -> session.shown.stream().anyMatch(each -> !each.voice()));
    says("And when exactly?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
  }

  @Test
  void a_recogniser_that_dies_is_replaced() {
    engines.ears.add(engines.new FakeEar("second"));
    engines.ears.getFirst().dead = true;
    begin();
    says("Hello?");
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).isNotEmpty());
  }

  @Test
  void without_any_recogniser_the_call_says_so() {
    engines.ears.getFirst().dead = true;
    begin();
    says("Hello?");
    await().untilAsserted(() -> assertThat(voice(0).said).contains("I cannot hear you."));
  }

  @Test
  void words_are_said_again_under_their_id_when_the_session_was_away() {
    session.unavailable.set(2);
    session.answers = _ -> Optional.of("It is on its way.");
    begin();
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("It is on its way."));
    assertThat(session.asked(Say.class)).hasSize(1);
  }

  @Test
  void what_is_written_meanwhile_is_answered_aloud_and_said_to_nobody_twice() {
    session.answers = _ -> Optional.of("Monday.");
    begin();
    session.say("typed", "When?", Channel.WEB);
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("Monday."));
    assertThat(session.asked).isEmpty();
  }

  @Test
  void a_reply_that_is_made_anew_after_a_crash_does_not_begin_again() {
    begin();
    says("Where is my order?");
    await().until(() -> session.asked(Say.class).size() == 1);
    session.delta(1, 0, "Your order is on its way. It will");
    await().until(() -> leg.played.get() >= "Your order is on its way.".length());
    session.complete("Your order is on its way. It will arrive on Monday.");
    await()
        .untilAsserted(
            () ->
                assertThat(voice(0).said)
                    .containsExactly("Your order is on its way.", "It will arrive on Monday."));
  }

  @Test
  void a_leg_that_is_lost_ends_the_call_and_the_readers_are_told() {
    var call = begin();
    leg.gone.complete(Leg.Gone.LOST);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.shown.getLast().phase()).isEqualTo(Phase.ENDED);
    assertThat(session.shown.getLast().reason()).contains("lost");
    assertThat(meter.ended).hasSize(1);
  }

  @Test
  void a_node_that_goes_away_ends_a_call_in_which_nobody_speaks_at_once() {
    var call = begin();
    call.tell(new CallActor.GoAway(Duration.ofMinutes(1)));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.shown.getLast().reason()).contains("draining");
    assertThat(leg.left).isTrue();
  }

  @Test
  void a_node_that_goes_away_lets_what_is_being_said_be_heard_to_its_end() {
    session.answers = _ -> Optional.of(LONG);
    var call = begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 10);
    call.tell(new CallActor.GoAway(Duration.ofMinutes(1)));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(leg.played).hasValue(LONG.length());
    assertThat(session.shown.getLast().reason()).contains("draining");
    assertThat(session.asked).hasOnlyElementsOfType(Say.class);
  }

  @Test
  void a_node_that_goes_away_answers_what_the_customer_is_saying() {
    session.answers = _ -> Optional.of("It is on its way.");
    var call = begin();
    engines.script.add(Transcript.settled("Where is my order?", 0.9));
    leg.speaks(Duration.ofMillis(800));
    await().until(() -> engines.ears.getFirst().listens);
    call.tell(new CallActor.GoAway(Duration.ofMinutes(1)));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(voice(0).said).containsExactly("It is on its way.");
    assertThat(leg.played).hasValue("It is on its way.".length());
  }

  @Test
  void a_reply_that_is_too_long_for_a_node_that_goes_away_is_cut_where_it_was_heard() {
    session.answers = _ -> Optional.of(LONG);
    var call = begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 20);
    call.tell(new CallActor.GoAway(Duration.ZERO));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    await().untilAsserted(() -> assertThat(session.asked(CutReply.class)).hasSize(1));
    assertThat(session.asked(CutReply.class).getFirst().heard()).startsWith("One two");
  }

  @Test
  void a_reply_that_is_not_there_before_the_node_has_gone_is_not_stopped_but_read() {
    var call = begin();
    says("Where is my order?");
    await().until(() -> session.asked(Say.class).size() == 1);
    await().until(() -> lastShown() == Phase.THINKING);
    call.tell(new CallActor.GoAway(Duration.ofMillis(50)));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.asked).hasOnlyElementsOfType(Say.class);
    assertThat(session.shown.getLast().reason()).contains("draining");
  }

  @Test
  void who_never_comes_costs_no_ticks() {
    start(true);
    var present = new FakeLeg();
    present.ready.complete(null);
    spawn(present, false);
    await().until(() -> present.ticks.get() > 20);
    assertThat(leg.ticks.get()).isZero();
  }

  @Test
  void a_call_that_cannot_begin_hangs_up() {
    engines.broken = true;
    var call = start(false);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(leg.gone).isCompletedWithValue(Leg.Gone.CLOSED);
  }

  @Test
  void a_muted_microphone_is_not_heard() {
    session.answers = _ -> Optional.of("Yes.");
    var call = begin();
    heeds(call, new Wish.Mute());
    speaks(Duration.ofMillis(600));
    assertThat(engines.ears.getFirst().taken.get()).isZero();
    heeds(call, new Wish.Unmute());
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    assertThat(session.asked(Say.class).getFirst().text()).isEqualTo("Where is my order?");
  }

  /// Waits until what is written after it is answered.
  private void heeds(ActorRef<CallActor.Message> call, Wish.Control control) {
    int before = voice(0).said.size();
    call.tell(new CallActor.Control(control));
    session.say("typed-" + before, "Are you there?", Channel.WEB);
    await().until(() -> voice(0).said.size() > before);
  }

  private ActorRef<CallActor.Message> begin() {
    var call = start(false);
    leg.ready.complete(null);
    await().until(() -> !session.shown.isEmpty());
    return call;
  }

  private ActorRef<CallActor.Message> start(boolean greets) {
    return spawn(leg, greets);
  }

  private ActorRef<CallActor.Message> spawn(Leg to, boolean greets) {
    return KIT.spawn(
        CallActor.create(
            new CallParts(
                TestPlan.quick(greets),
                to,
                engines,
                session,
                0,
                new CallServices(clock, meter, Clock.systemUTC()))));
  }

  private FakeEngines.FakeVoice voice(int number) {
    return engines.voices.get(number);
  }

  private Phase lastShown() {
    return session.shown.getLast().phase();
  }

  /// The customer says this, and it takes 600 ms, however late the ticks are.
  private void says(String words) {
    engines.script.add(Transcript.settled(words, 0.9));
    speaks(Duration.ofMillis(600));
    await().until(() -> engines.script.isEmpty() || engines.ears.getFirst().dead);
  }

  private void speaks(Duration length) {
    leg.speaks(length);
    await().until(() -> !leg.isSpeaking());
  }
}
