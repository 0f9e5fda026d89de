package io.parley.voice.call;

import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Modality;
import io.parley.core.session.SessionCommand.CutReply;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.turn.CallState.Phase;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/// Legs of a call, with engines that take no time; in real time, several at once.
@Execution(CONCURRENT)
class CallLegsTest extends CallInRealTime {
  private static final String SHORT = "It is on its way.";

  @Test
  void words_on_a_telephone_have_its_channel_and_count_as_spoken() {
    leg.channel = new Channel("phone");
    begin();
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    var say = session.asked(Say.class).getFirst();
    assertThat(say.channel()).isEqualTo(new Channel("phone"));
    assertThat(say.modality()).contains(Modality.SPOKEN);
  }

  @Test
  void two_legs_hear_the_agent_who_answers_only_the_customer() {
    session.answers = _ -> Optional.of(SHORT);
    var call = begin();
    var human = new FakeLeg();
    human.ready.complete(null);
    call.tell(new CallMessage.Join(human, Party.OPERATOR, false));
    await().until(() -> human.ticks.get() > 0);
    human.speaks(Duration.ofMillis(600));
    await().until(() -> !human.isSpeaking());
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    await().until(() -> shown() == Phase.LISTENING && !said().isEmpty());
    assertThat(said()).containsExactly(SHORT);
    assertThat(leg.played).hasValueGreaterThanOrEqualTo(SHORT.length());
    assertThat(human.played).hasValueGreaterThanOrEqualTo(SHORT.length());
  }

  @Test
  void a_call_continues_without_a_second_leg_and_ends_without_the_customer() {
    session.answers = _ -> Optional.of(SHORT);
    var call = begin();
    var first = new FakeLeg();
    var second = new FakeLeg();
    for (var human : List.of(first, second)) {
      human.ready.complete(null);
      call.tell(new CallMessage.Join(human, Party.OPERATOR, false));
      await().until(() -> human.ticks.get() > 0);
    }
    first.gone.complete(Leg.Gone.HUNG_UP);
    says("Where is my order?");
    await().until(() -> said().contains(SHORT));
    leg.gone.complete(Leg.Gone.LOST);
    KIT.createTestProbe().expectTerminated(call, PATIENCE);
    assertThat(session.shown.getLast().reason()).contains("lost");
    assertThat(second.gone).isCompletedWithValue(Leg.Gone.CLOSED);
  }

  @Test
  void a_hold_cuts_the_reply_at_the_heard_text() {
    session.answers = words -> Optional.of(words.startsWith("Where") ? LONG : SHORT);
    begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 20);
    leg.does(new LegEvent.Held(true));
    await().untilAsserted(() -> assertThat(session.asked(CutReply.class)).hasSize(1));
    int ticks = leg.ticks.get();
    await().until(() -> leg.ticks.get() > ticks);
    int played = leg.played.get();
    speaks(leg);
    assertThat(leg.played).as("frames sent to an end on hold").hasValue(played);
    leg.does(new LegEvent.Held(false));
    says("And when does it come?");
    await().until(() -> said().contains(SHORT));
    assertThat(session.asked(Say.class)).hasSize(2);
  }

  @Test
  void a_leg_that_mutes_itself_is_not_heard() {
    begin();
    leg.does(new LegEvent.Muted(true));
    speaks(leg);
    assertThat(engines.ears.getFirst().taken).hasValue(0);
    leg.does(new LegEvent.Muted(false));
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
  }

  @Test
  void on_a_dead_line_the_answer_waits_and_is_said_again_from_the_interrupted_clause() {
    session.answers = _ -> Optional.of(LONG);
    begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 60);
    leg.dies();
    await().until(() -> session.shown.getLast().interrupted());
    int played = leg.played.get();
    int ticks = leg.ticks.get();
    await().until(() -> leg.ticks.get() > ticks + 25);
    assertThat(leg.played).as("frames sent into a dead line").hasValueLessThan(played + 5);
    assertThat(leg.forgotten).hasValue(0);
    leg.revives();
    await().until(() -> !session.shown.getLast().interrupted());
    await().atMost(PATIENCE).until(() -> shown() == Phase.LISTENING);
    assertThat(leg.played)
        .as("all of it again")
        .hasValueGreaterThanOrEqualTo(played + LONG.length());
    assertThat(meter.deadLines).hasValue(1);
    assertThat(said()).as("made once").hasSize(1);
    assertThat(session.asked(CutReply.class)).isEmpty();
  }

  @Test
  void another_end_takes_over_from_one_whose_line_is_dead() {
    session.answers = _ -> Optional.of(LONG);
    var call = begin();
    says("Where is my order?");
    await().until(() -> leg.played.get() > 60);
    leg.dies();
    await().until(() -> session.shown.getLast().interrupted());
    var other = new FakeLeg();
    other.ready.complete(null);
    call.tell(new CallMessage.Join(other, Party.CUSTOMER, true));
    await().until(() -> !session.shown.getLast().interrupted());
    assertThat(leg.gone).isCompletedWithValue(Leg.Gone.CLOSED);
    await().atMost(PATIENCE).until(() -> shown() == Phase.LISTENING);
    assertThat(other.played).as("all of it").hasValueGreaterThanOrEqualTo(LONG.length());
    says(other, "And when does it come?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
  }
}
