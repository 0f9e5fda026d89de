package io.parley.voice.call;

import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand.CutReply;
import io.parley.core.session.SessionCommand.Interrupt;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallState.Phase;
import io.parley.voice.leg.Leg;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/// Calls with engines that take no time, in real time: 20 ms are 20 ms. They wait more than they
/// work, so several run at once.
@Execution(CONCURRENT)
class CallActorTest extends CallInRealTime {
  @Test
  void the_customers_words_go_to_the_session_and_the_reply_is_played() {
    session.answers = _ -> Optional.of("It is on its way.");
    begin();
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("It is on its way."));
    await().until(() -> leg.played.get() == "It is on its way.".length());
    var say = session.asked(Say.class).getFirst();
    assertThat(say.text()).isEqualTo("Where is my order?");
    assertThat(say.channel()).isEqualTo(Channel.VOICE);
    assertThat(say.confidence()).hasValueCloseTo(0.9, within(0.001));
    await().until(() -> shown() == Phase.LISTENING);
    assertThat(session.shown)
        .extracting(each -> each.phase())
        .containsSubsequence(Phase.LISTENING, Phase.THINKING, Phase.SPEAKING, Phase.LISTENING);
    assertThat(session.shown).anyMatch(each -> each.words().equals("Where is my order?"));
    await().untilAsserted(() -> assertThat(meter.times).hasSize(1));
    var times = meter.times.getFirst();
    assertThat(times.answer().orElseThrow()).isLessThanOrEqualTo(times.heard().orElseThrow());
    assertThat(times.added().orElseThrow()).isLessThanOrEqualTo(times.answer().orElseThrow());
    assertThat(times.firstSound()).as("of a reply that came as a whole").isPresent();
    assertThat(meter.voices).containsExactly("voice");
    assertThat(session.shown.getLast().speaker()).contains("voice");
  }

  @Test
  void the_voice_of_a_reply_is_named_although_it_begins_with_silence() {
    session.answers = _ -> Optional.of("Yes.");
    voice(0).silence = 10;
    begin();
    says("Is it here?");
    await().untilAsserted(() -> assertThat(meter.voices).containsExactly("voice"));
    await().until(() -> shown() == Phase.LISTENING);
    assertThat(leg.played).hasValue("Yes.".length());
  }

  @Test
  void the_agent_greets_once_sound_goes_both_ways() {
    start(true);
    assertThat(voice(0).said).isEmpty();
    leg.ready.complete(null);
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("Hello!"));
  }

  @Test
  void a_barge_in_stops_the_reply_and_the_session_gets_the_heard_text() {
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
  void a_reply_in_progress_is_interrupted_at_the_heard_text() {
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
  void after_a_question_the_recogniser_knows_what_to_expect() {
    session.answers =
        words -> Optional.of(words.startsWith("Where") ? "What is the order number?" : "Thanks.");
    begin();
    says("Where is my order?");
    await().until(() -> shown() == Phase.SPEAKING);
    await().until(() -> shown() == Phase.LISTENING);
    says("One zero four two.");
    await().untilAsserted(() -> assertThat(voice(0).said).endsWith("Thanks."));
    assertThat(engines.ears.getFirst().expected)
        .containsExactly(Expectation.FREE, Expectation.DIGITS);
  }

  @Test
  void after_a_request_of_the_agents_own_the_recogniser_knows_what_its_configuration_expects() {
    session.answers =
        words -> Optional.of(words.startsWith("Where") ? "What is on the card?" : "Thanks.");
    begin(TestPlan.asking(new AskedFor(List.of("the card"), Expectation.NAME)), engines);
    says("Where is my order?");
    await().until(() -> shown() == Phase.SPEAKING);
    await().until(() -> shown() == Phase.LISTENING);
    says("My name is Anna.");
    await().untilAsserted(() -> assertThat(voice(0).said).endsWith("Thanks."));
    assertThat(engines.ears.getFirst().expected)
        .containsExactly(Expectation.FREE, Expectation.NAME);
  }

  @Test
  void a_filtered_reply_has_its_own_line() {
    session.withholds = true;
    begin();
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("WITHHELD"));
  }

  @Test
  void a_cough_pauses_the_reply_which_then_continues() {
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
  void a_voice_that_fails_in_mid_word_is_replaced_without_repeating_words() {
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
  void without_any_voice_the_call_continues_as_text() {
    voice(0).survives = _ -> 0;
    session.answers = _ -> Optional.of("Your order will arrive on Monday.");
    begin();
    says("Where is my order?");
    await().until(() -> session.shown.stream().anyMatch(each -> !each.voice()));
    says("And when exactly?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
  }

  @Test
  void a_failed_recogniser_is_replaced() {
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
  void words_are_sent_again_with_the_same_id_if_the_session_does_not_answer() {
    session.unavailable.set(2);
    session.answers = _ -> Optional.of("It is on its way.");
    begin();
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("It is on its way."));
    assertThat(session.asked(Say.class)).hasSize(1);
  }

  @Test
  void typed_words_are_answered_aloud_and_not_sent_again() {
    session.answers = _ -> Optional.of("Monday.");
    begin();
    session.say("typed", "When?", Channel.WEB);
    await().untilAsserted(() -> assertThat(voice(0).said).containsExactly("Monday."));
    assertThat(session.asked).isEmpty();
  }

  @Test
  void a_reply_made_again_after_a_crash_continues_where_it_was() {
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
  void a_lost_leg_ends_the_call_and_readers_see_it() {
    var call = begin();
    leg.gone.complete(Leg.Gone.LOST);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.shown.getLast().phase()).isEqualTo(Phase.ENDED);
    assertThat(session.shown.getLast().reason()).contains("lost");
    assertThat(meter.ended).hasSize(1);
  }

  @Test
  void a_draining_node_ends_a_quiet_call_at_once() {
    var call = begin();
    call.tell(new CallMessage.GoAway(Duration.ofMinutes(1)));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.shown.getLast().reason()).contains("draining");
    assertThat(leg.left).isTrue();
  }

  @Test
  void a_draining_node_lets_the_current_reply_finish() {
    session.answers = _ -> Optional.of(LONG);
    var call = begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 10);
    call.tell(new CallMessage.GoAway(Duration.ofMinutes(1)));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(leg.played).hasValue(LONG.length());
    assertThat(session.shown.getLast().reason()).contains("draining");
    assertThat(session.asked).hasOnlyElementsOfType(Say.class);
  }

  @Test
  void a_draining_node_answers_the_customers_current_words() {
    session.answers = _ -> Optional.of("It is on its way.");
    var call = begin();
    engines.script.add(Transcript.settled("Where is my order?", 0.9));
    leg.speaks(Duration.ofMillis(800));
    await().until(() -> engines.ears.getFirst().listens);
    call.tell(new CallMessage.GoAway(Duration.ofMinutes(1)));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(voice(0).said).containsExactly("It is on its way.");
    assertThat(leg.played).hasValue("It is on its way.".length());
  }

  @Test
  void a_reply_too_long_for_a_draining_node_is_cut_at_the_heard_text() {
    session.answers = _ -> Optional.of(LONG);
    var call = begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 20);
    call.tell(new CallMessage.GoAway(Duration.ZERO));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    await().untilAsserted(() -> assertThat(session.asked(CutReply.class)).hasSize(1));
    assertThat(session.asked(CutReply.class).getFirst().heard()).startsWith("One two");
  }

  @Test
  void a_reply_too_late_for_a_draining_node_is_still_made_as_text() {
    var call = begin();
    says("Where is my order?");
    await().until(() -> session.asked(Say.class).size() == 1);
    await().until(() -> shown() == Phase.THINKING);
    call.tell(new CallMessage.GoAway(Duration.ofMillis(50)));
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.asked).hasOnlyElementsOfType(Say.class);
    assertThat(session.shown.getLast().reason()).contains("draining");
  }

  @Test
  void the_figures_of_a_call_go_to_its_session_though_it_does_not_answer_at_once() {
    session.answers = words -> Optional.of(words.startsWith("Where") ? LONG : "Fine.");
    var call = begin();
    leg.counts(500, 0);
    says("Where is my order?");
    await().until(() -> leg.played.get() > 20);
    says("No, stop it now.");
    await().until(() -> said().contains("Fine.") && shown() == Phase.LISTENING);
    session.unavailable.set(2);
    leg.gone.complete(Leg.Gone.HUNG_UP);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    await().atMost(PATIENCE).until(() -> !session.measured.isEmpty());
    var measured = session.measured.getFirst();
    assertThat(measured.call()).isEqualTo("call");
    var figures = measured.figures();
    assertThat(figures.line().orElseThrow().opinion()).isEqualTo(4.41);
    assertThat(figures.interruptions()).isEqualTo(1);
    assertThat(figures.stages().whole().orElseThrow().count()).isEqualTo(2);
    assertThat(figures.stages().words()).isPresent();
    var talk = figures.talk().orElseThrow();
    assertThat(talk.customerSeconds()).isBetween(0.4, figures.seconds());
    assertThat(talk.agentSeconds()).isBetween(0.3, figures.seconds());
    assertThat(talk.silenceShare()).isBetween(0.01, 0.99);
    assertThat(session.measured).hasSize(1);
  }

  @Test
  void a_leg_that_never_connects_costs_no_ticks() {
    start(true);
    var present = new FakeLeg();
    present.ready.complete(null);
    spawn(present, false);
    await().until(() -> present.ticks.get() > 20);
    assertThat(leg.ticks.get()).isZero();
  }

  @Test
  void a_call_of_an_organisation_that_is_stopped_ends() {
    var call = begin();
    session.stopped = true;
    call.tell(new CallMessage.Look());
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.shown.getLast().reason()).contains("not-served");
    assertThat(leg.gone).isCompletedWithValue(Leg.Gone.CLOSED);
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
    speaks(leg);
    assertThat(engines.ears.getFirst().taken.get()).isZero();
    heeds(call, new Wish.Unmute());
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    assertThat(session.asked(Say.class).getFirst().text()).isEqualTo("Where is my order?");
  }

  /// Waits until what is written after it is answered.
  private void heeds(ActorRef<CallMessage> call, Wish.Control control) {
    int before = voice(0).said.size();
    call.tell(new CallMessage.Control(control));
    session.say("typed-" + before, "Are you there?", Channel.WEB);
    await().until(() -> voice(0).said.size() > before);
  }

  private ActorRef<CallMessage> start(boolean greets) {
    return spawn(leg, greets);
  }

  private ActorRef<CallMessage> spawn(Leg to, boolean greets) {
    return spawn(new CallParts(TestPlan.quick(greets), to, engines, session, 0, services()));
  }

  private FakeEngines.FakeVoice voice(int number) {
    return engines.voices.get(number);
  }
}
