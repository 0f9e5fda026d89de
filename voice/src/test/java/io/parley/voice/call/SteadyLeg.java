package io.parley.voice.call;

import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/// An end that says one and the same number for ever, or nothing, and knows what it hears.
final class SteadyLeg extends QuietLeg {
  static final short NOTHING = 0;

  Consumer<LegEvent> listener = _ -> {};

  /// The middle sample of what was played last; `NOTHING` after a rest.
  short heard;

  int rested;
  private final short says;

  SteadyLeg(int rate, int says) {
    super(rate);
    this.says = (short) says;
  }

  @Override
  public boolean hear(short[] frame) {
    if (says == NOTHING) return false;
    Arrays.fill(frame, says);
    return true;
  }

  @Override
  public void play(short[] frame) {
    heard = frame[frame.length / 2];
  }

  @Override
  public void rest() {
    heard = NOTHING;
    rested++;
  }

  @Override
  public void listen(Consumer<LegEvent> given) {
    listener = given;
  }

  @Override
  public Duration delay() {
    return Duration.ofMillis(sampleRate() / 100);
  }

  @Override
  public LegStats stats() {
    return new LegStats(10, 1, 2, 3, sampleRate() / 1_000.0);
  }
}
