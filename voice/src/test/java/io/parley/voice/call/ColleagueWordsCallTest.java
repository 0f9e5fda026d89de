package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.HandedBack;
import io.parley.core.session.AgentEvent.TakenOver;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.Modality;
import io.parley.core.session.SessionCommand.CutReply;
import io.parley.core.session.SessionCommand.Interrupt;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.Line;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/// Written words of colleagues in a session whose customer is in a call; in real time, several at
/// once.
@Execution(CONCURRENT)
class ColleagueWordsCallTest extends CallInRealTime {
  private static final String HELLO = "Hello, this is Ana.";

  private static Said writes(String id, String text) {
    return new Said(id, Party.HUMAN, text, Channel.WEB, Instant.now());
  }

  @Test
  void it_is_read_out_once_and_the_agent_does_not_answer_it() {
    begin();
    session.event(writes("h1", HELLO));
    await().until(() -> said().contains(HELLO));
    session.answers = _ -> Optional.of("It is on its way.");
    says("Where is my order?");
    await().until(() -> said().contains("It is on its way."));
    assertThat(said()).containsOnlyOnce(HELLO);
    assertThat(session.asked).hasOnlyElementsOfType(Say.class).hasSize(1);
  }

  @Test
  void it_is_read_out_whole_whatever_its_length() {
    begin();
    session.event(writes("h1", "One. ".repeat(30) + "That is all."));
    await().until(() -> said().stream().anyMatch(clause -> clause.contains("That is all.")));
  }

  @Test
  void it_stops_an_answer_of_which_the_session_keeps_what_was_heard() {
    session.answers = _ -> Optional.of(LONG);
    begin();
    says("Tell me everything.");
    await().until(() -> shown() == Phase.SPEAKING);
    session.event(writes("h1", HELLO));
    await().until(() -> said().contains(HELLO));
    var cut = session.asked(CutReply.class).getFirst();
    assertThat(cut.by()).isEqualTo(Party.HUMAN);
    assertThat(LONG).startsWith(cut.heard());
    assertThat(session.asked(Interrupt.class)).isEmpty();
  }

  @Test
  void it_does_not_stop_an_answer_that_is_being_made() {
    begin();
    says("Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    session.event(writes("h1", HELLO));
    await().until(() -> said().contains(HELLO));
    session.complete("It is on its way.");
    await().until(() -> said().contains("It is on its way."));
    assertThat(session.asked).hasOnlyElementsOfType(Say.class);
  }

  @Test
  void what_was_written_before_the_call_or_spoken_in_it_is_not_read_out() {
    spawn(new CallParts(TestPlan.quick(false), leg, engines, session, 1, services()));
    leg.ready.complete(null);
    session.event(writes("h1", "Are you there?"));
    session.event(
        new Said(
            "h2",
            Party.HUMAN,
            "Good morning.",
            Channel.PHONE,
            Optional.of(Modality.SPOKEN),
            OptionalDouble.of(0.9),
            Instant.now()));
    session.event(writes("h3", HELLO));
    await().until(() -> said().contains(HELLO));
    assertThat(said()).doesNotContain("Are you there?", "Good morning.");
  }

  @Test
  void nobody_but_the_colleague_answers_a_conversation_that_is_taken_over() {
    session.answers = _ -> Optional.of(LONG);
    begin();
    says("Tell me everything.");
    await().until(() -> shown() == Phase.SPEAKING);
    session.takenOver = true;
    session.event(new TakenOver("t1", Party.HUMAN, Instant.now()));
    await().untilAsserted(() -> assertThat(session.asked(CutReply.class)).hasSize(1));
    assertThat(session.asked(CutReply.class).getFirst().by()).isEqualTo(Party.HUMAN);
    says("Are you there?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(2));
    session.event(writes("h1", HELLO));
    await().until(() -> said().contains(HELLO));
    await().until(() -> shown() == Phase.LISTENING);
    session.takenOver = false;
    session.event(new HandedBack("b1", Party.HUMAN, Instant.now()));
    session.answers = _ -> Optional.of("It is on its way.");
    says("Where is my order?");
    await().until(() -> said().contains("It is on its way."));
    assertThat(said()).as("no line of the call").doesNotContain(Line.TROUBLE.name());
  }
}
