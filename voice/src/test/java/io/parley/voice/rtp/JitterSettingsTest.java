package io.parley.voice.rtp;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JitterSettingsTest {
  @Test
  void the_clock_rate_gives_the_length_of_a_frame() {
    assertThat(JitterSettings.typical(8_000).frameTicks()).isEqualTo(160);
    assertThat(JitterSettings.typical(48_000).frameTicks()).isEqualTo(960);
  }

  @Test
  void settings_that_cannot_work_are_refused() {
    var ms = ofMillis(20);
    refused(() -> new JitterSettings(0, ms, ms, ms, 64, 9), "clockRate: 0 (expected: ≥ 1)");
    refused(() -> new JitterSettings(8_000, ZERO, ms, ms, 64, 9), "frame: PT0S (expected: > 0)");
    refused(() -> new JitterSettings(8_000, ms, ofMillis(-1), ms, 64, 9), "delayMin: PT-0.001S");
    refused(() -> new JitterSettings(8_000, ms, ms, ZERO, 64, 9), "delayMax: PT0S");
    refused(() -> new JitterSettings(8_000, ms, ms, ms, 63, 9), "packets: 63");
    refused(() -> new JitterSettings(8_000, ms, ms, ofMillis(80), 4, 9), "more than delayMax");
    refused(() -> new JitterSettings(8_000, ms, ms, ms, 64, 0), "payloadMax: 0 (expected: ≥ 1)");
  }

  private static void refused(ThrowingCallable settings, String message) {
    assertThatThrownBy(settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
