package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallMeterTest {
  @Test
  void times_list_only_known_parts() {
    var times =
        new CallMeter.Times(
            Optional.of(Duration.ofMillis(510)),
            Optional.empty(),
            Optional.of(Duration.ofMillis(30)),
            Optional.empty(),
            Optional.of(Duration.ofMillis(1_250)),
            Optional.of(Duration.ofMillis(740)),
            Optional.empty());
    assertThat(times.summary())
        .isEqualTo("end of utterance 510 ms, first token 30 ms, answer 740 ms, heard 1250 ms");
  }
}
