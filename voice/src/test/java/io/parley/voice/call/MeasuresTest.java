package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.quality.TalkTally;
import io.parley.core.session.Modality;
import io.parley.core.turn.CallAction;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.Keyed;
import io.parley.core.turn.CallEvent.SoundEnded;
import io.parley.core.turn.CallEvent.SoundStarted;
import io.parley.core.turn.CallEvent.SpeechEnded;
import io.parley.core.turn.CallEvent.SpeechStarted;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.TurnSettings;
import io.parley.core.turn.TurnTaking;
import io.parley.voice.call.CallMeter.Early;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MeasuresTest {
  private final FakeMeter meter = new FakeMeter();
  private final TalkTally talk = new TalkTally(Instant.EPOCH);
  private String played = "";
  private final Measures measures =
      new Measures(meter, talk, "fake", () -> played, () -> Instant.EPOCH.plusSeconds(8));

  @Test
  void an_early_reply_is_adopted_when_its_words_are_said() {
    measures.took(List.of(new CallAction.Prepare(1, "Where is it?")));
    measures.took(List.of(said(1, "Where is it?")));
    measures.took(List.of(new CallAction.Cancel(1)));
    assertThat(meter.early).containsExactly(Early.PREPARED, Early.ADOPTED);
  }

  @Test
  void an_early_reply_is_discarded_when_more_words_come() {
    measures.took(List.of(new CallAction.Prepare(1, "Where")));
    measures.took(List.of(new CallAction.Cancel(1), new CallAction.Prepare(2, "Where is it?")));
    measures.took(List.of(said(3, "Where is it")));
    assertThat(meter.early).containsExactly(Early.PREPARED, Early.DISCARDED, Early.PREPARED);
  }

  @Test
  void keys_and_words_that_stop_an_answer_are_interruptions() {
    var now = Instant.EPOCH;
    var quiet = TurnTaking.begin(false, TurnSettings.typical("en"), now);
    measures.handled(new Keyed('7', now), Phase.SPEAKING, quiet);
    measures.handled(new Keyed('7', now), Phase.LISTENING, quiet);
    measures.handled(new SoundEnded(1, now), Phase.SPEAKING, quiet);
    assertThat(meter.interruptions).containsExactly(true);
  }

  @Test
  void words_and_time_of_both_are_kept() {
    measures.took(List.of(said(1, "Where is my order?")));
    noticed(new SoundStarted(1, Instant.EPOCH.plusSeconds(2)));
    played = "It is on its way.";
    noticed(new SoundEnded(1, Instant.EPOCH.plusSeconds(5)));
    // what is over is not cancelled again
    measures.took(List.of(new CallAction.Cancel(1)));
    noticed(new SoundStarted(2, Instant.EPOCH.plusSeconds(6)));
    played = "It will";
    measures.took(List.of(new CallAction.Cancel(2)));
    noticed(new SpeechStarted(Instant.EPOCH.plusSeconds(10), Instant.EPOCH.plusSeconds(11)));
    noticed(new SpeechEnded(Instant.EPOCH.plusSeconds(12), Instant.EPOCH.plusSeconds(13)));
    var figures = talk.figures(Instant.EPOCH.plusSeconds(20), 0, 0);
    assertThat(figures.agentSeconds()).as("3 s, and 2 until it was cut").isEqualTo(5);
    assertThat(figures.agentWordsPerMinute()).as("7 words").hasValue(84);
    assertThat(figures.customerSeconds()).isEqualTo(2);
    assertThat(figures.customerWordsPerMinute()).as("4 words").hasValue(120);
  }

  @Test
  void typed_words_are_not_spoken() {
    measures.took(List.of(new CallAction.Say(1, "typed", 1, Modality.WRITTEN, "")));
    noticed(new SpeechStarted(Instant.EPOCH, Instant.EPOCH));
    noticed(new SpeechEnded(Instant.EPOCH.plusSeconds(3), Instant.EPOCH));
    assertThat(talk.figures(Instant.EPOCH.plusSeconds(4), 0, 0).customerWordsPerMinute())
        .hasValue(0);
  }

  @Test
  void a_reply_that_waits_does_not_sound() {
    noticed(new SoundStarted(1, Instant.EPOCH));
    measures.silent(Instant.EPOCH.plusSeconds(1));
    noticed(new SoundStarted(1, Instant.EPOCH.plusSeconds(6)));
    measures.took(List.of(new CallAction.Hold(1)));
    measures.took(List.of(new CallAction.Resume(1)));
    noticed(new SoundEnded(1, Instant.EPOCH.plusSeconds(9)));
    assertThat(talk.figures(Instant.EPOCH.plusSeconds(10), 0, 0).agentSeconds())
        .as("1 s, 2 s and 1 s")
        .isEqualTo(4);
  }

  private void noticed(CallEvent event) {
    measures.noticed(event, _ -> Optional.empty(), LoggerFactory.getLogger(MeasuresTest.class));
  }

  private static CallAction said(int reply, String words) {
    return new CallAction.Say(reply, words, 1, Modality.SPOKEN, "");
  }
}
