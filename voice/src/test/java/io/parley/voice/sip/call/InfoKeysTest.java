package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.leg.LegEvent.Digit;
import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InfoKeysTest {
  private static final Duration USUAL = Duration.ofMillis(100);

  private static Optional<Digit> key(String subtype, String body) {
    return InfoKeys.key(
        Requests.of(Method.INFO, 1, "z9hG4bK1")
            .with(new MediaType("application", subtype, Params.NONE), Body.of(body)));
  }

  @Test
  void a_key_with_its_length() {
    assertThat(key("dtmf-relay", "Signal=5\r\nDuration=160\r\n"))
        .contains(new Digit('5', Duration.ofMillis(160)));
    assertThat(key("DTMF-Relay", "signal = # \nduration= 40"))
        .contains(new Digit('#', Duration.ofMillis(40)));
    assertThat(key("dtmf-relay", "Duration=99999\r\nSignal=d"))
        .contains(new Digit('D', Duration.ofSeconds(10)));
  }

  @Test
  void a_key_alone() {
    assertThat(key("dtmf", "*")).contains(new Digit('*', USUAL));
    assertThat(key("dtmf", " 7\r\n")).contains(new Digit('7', USUAL));
  }

  @Test
  void a_length_that_is_none_is_a_usual_one() {
    assertThat(key("dtmf-relay", "Signal=5\r\nDuration=-1")).contains(new Digit('5', USUAL));
    assertThat(key("dtmf-relay", "Signal=5\r\nDuration=999999999999"))
        .contains(new Digit('5', USUAL));
    assertThat(key("dtmf-relay", "Signal=5")).contains(new Digit('5', USUAL));
  }

  @Test
  void anything_else_is_no_key() {
    assertThat(key("dtmf", "12")).isEmpty();
    assertThat(key("dtmf", "")).isEmpty();
    assertThat(key("dtmf-relay", "Signal=\r\n")).isEmpty();
    assertThat(key("dtmf-relay", "5")).isEmpty();
    assertThat(key("sdp", "Signal=5")).isEmpty();
    assertThat(key("dtmf-relay", "Signal=5\r\n" + "x".repeat(300))).isEmpty();
    assertThat(InfoKeys.key(Requests.of(Method.INFO, 1, "z9hG4bK1"))).isEmpty();
  }
}
