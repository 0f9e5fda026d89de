package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Modality;
import io.parley.core.turn.CallAction;
import io.parley.core.turn.CallEvent.Keyed;
import io.parley.core.turn.CallEvent.SoundEnded;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.TurnSettings;
import io.parley.core.turn.TurnTaking;
import io.parley.voice.call.CallMeter.Early;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private final FakeMeter meter = new FakeMeter();
  private final Measures measures = new Measures(meter, Instant.EPOCH);

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

  private static CallAction said(int reply, String words) {
    return new CallAction.Say(reply, words, 1, Modality.SPOKEN, "");
  }
}
