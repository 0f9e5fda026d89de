package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// An end that says one and the same number for ever, or nothing, and knows what it hears.
final class SteadyLeg implements Leg {
  static final short NOTHING = 0;

  final CompletableFuture<Gone> gone = new CompletableFuture<>();
  Consumer<LegEvent> listener = _ -> {};

  /// The middle sample of what was played last; `NOTHING` after a rest.
  short heard;

  int rested;
  private final int rate;
  private final short says;

  SteadyLeg(int rate, int says) {
    this.rate = rate;
    this.says = (short) says;
  }

  @Override
  public int sampleRate() {
    return rate;
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
  public void forget() {
    // it holds nothing
  }

  @Override
  public Duration delay() {
    return Duration.ofMillis(rate / 100);
  }

  @Override
  public LegStats stats() {
    return new LegStats(10, 1, 2, 3, rate / 1_000.0);
  }

  @Override
  public void close() {
    gone.complete(Gone.CLOSED);
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone;
  }
}
