package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.turn.CallAction;
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
    measures.took(List.of(new CallAction.Say(1, "Where is it?", 1, false)));
    measures.took(List.of(new CallAction.Cancel(1)));
    assertThat(meter.early).containsExactly(Early.PREPARED, Early.ADOPTED);
  }

  @Test
  void an_early_reply_is_discarded_when_more_words_come() {
    measures.took(List.of(new CallAction.Prepare(1, "Where")));
    measures.took(List.of(new CallAction.Cancel(1), new CallAction.Prepare(2, "Where is it?")));
    measures.took(List.of(new CallAction.Say(3, "Where is it", 1, false)));
    assertThat(meter.early).containsExactly(Early.PREPARED, Early.DISCARDED, Early.PREPARED);
  }
}
