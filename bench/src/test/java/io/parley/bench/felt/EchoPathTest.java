package io.parley.bench.felt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// At 8 kHz: 160 samples a tick, 60 ms are 480.
class EchoPathTest {
  private static final int FRAME = 160;

  private final EchoPath path = new EchoPath(8_000, 60, -12);

  @Test
  void the_direct_sound_comes_back_after_the_delay() {
    var click = new short[FRAME];
    click[10] = 10_000;
    path.played(click, FRAME);
    for (int tick = 0; tick < 3; tick++) {
      assertThat(heard()).containsOnly(0);
      path.played(null, FRAME);
    }
    var echo = heard();
    assertThat(echo[9]).isZero();
    assertThat(Math.abs(echo[10])).isBetween(500.0, 2_600.0);
  }

  @Test
  void the_echo_has_the_power_that_was_asked_for() {
    var random = new Random(1);
    double played = 0;
    double returned = 0;
    for (int tick = 0; tick < 500; tick++) {
      var frame = new short[FRAME];
      for (int i = 0; i < FRAME; i++) {
        frame[i] = (short) (1_000 * random.nextGaussian());
        played += (double) frame[i] * frame[i];
      }
      for (double sample : heard()) returned += sample * sample;
      path.played(frame, FRAME);
    }
    assertThat(10 * Math.log10(returned / played)).isCloseTo(-12, within(1.0));
  }

  private double[] heard() {
    var heard = new double[FRAME];
    path.addTo(heard);
    return heard;
  }
}
