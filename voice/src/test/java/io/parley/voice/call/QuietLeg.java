package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// An end of a call that says nothing and holds nothing. Legs of tests say what theirs does
/// besides.
abstract class QuietLeg implements Leg {
  final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private final int rate;

  /// @param rate in Hz
  QuietLeg(int rate) {
    this.rate = rate;
  }

  @Override
  public final int sampleRate() {
    return rate;
  }

  @Override
  public boolean hear(short[] frame) {
    return false;
  }

  @Override
  public void play(short[] frame) {
    // nobody listens
  }

  @Override
  public void rest() {
    // nothing is heard
  }

  @Override
  public void forget() {
    // it holds nothing
  }

  @Override
  public Duration delay() {
    return Duration.ZERO;
  }

  @Override
  public LegStats stats() {
    return LegStats.NONE;
  }

  @Override
  public void close() {
    gone.complete(Gone.CLOSED);
  }

  @Override
  public final CompletionStage<Gone> gone() {
    return gone;
  }
}
