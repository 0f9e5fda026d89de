package io.parley.http.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.desk.PhoneDesk.Readiness;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which calls a node takes.
class PhoneCallsTest {
  @Test
  void a_loaded_node_answers_no_call_that_rings_and_goes_on_with_one_that_was_answered() {
    assertThat(PhoneCalls.isPossible(Readiness.LOADED, false)).isFalse();
    assertThat(PhoneCalls.isPossible(Readiness.LOADED, true)).isTrue();
    assertThat(PhoneCalls.isPossible(Readiness.READY, false)).isTrue();
  }

  @Test
  void without_an_agent_no_call_begins() {
    for (var missing :
        List.of(Readiness.DRAINING, Readiness.NO_SPEECH, Readiness.NOT_SERVED, Readiness.NO_AGENT))
      for (boolean isConnected : new boolean[] {false, true})
        assertThat(PhoneCalls.isPossible(missing, isConnected)).as(missing.name()).isFalse();
  }
}
