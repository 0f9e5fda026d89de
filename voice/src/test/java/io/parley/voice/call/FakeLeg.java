package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/// The customer's end: somebody who speaks or not, and counts what is heard.
final class FakeLeg implements Leg {
  static final int RATE = 16_000;
  static final short LOUD = 8_000;

  final CompletableFuture<Void> ready = new CompletableFuture<>();
  final CompletableFuture<Gone> gone = new CompletableFuture<>();
  final AtomicInteger played = new AtomicInteger();
  final AtomicInteger forgotten = new AtomicInteger();
  volatile boolean speaking;
  volatile long playedAt;

  @Override
  public CompletionStage<Void> ready() {
    return ready;
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public boolean hear(short[] frame) {
    Arrays.fill(frame, speaking ? LOUD : 0);
    return true;
  }

  @Override
  public void play(short[] frame) {
    played.incrementAndGet();
    playedAt = System.nanoTime();
  }

  @Override
  public void rest() {
    // nothing is heard
  }

  @Override
  public void forget() {
    forgotten.incrementAndGet();
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
  public CompletionStage<Gone> gone() {
    return gone;
  }
}
