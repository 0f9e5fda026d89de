package io.parley.voice.dial;

import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/// A telephone whose sound is made in advance, and a clock that ticks when a test says so.
final class MadeLeg implements Leg, LegClock {
  static final int RATE = 8_000;
  static final int FRAME = RATE / 50;

  final List<short[]> played = new ArrayList<>();
  private final Queue<short[]> coming = new ArrayDeque<>();
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private final CompletableFuture<Void> ticking = new CompletableFuture<>();
  private final RandomGenerator noise = new SplittableRandom(7);
  private final List<Runnable> ticks = new ArrayList<>();
  private boolean closed;
  private double phase;
  private long at;

  // --- what comes -------------------------------------------------------------------------------

  MadeLeg quiet(int millis) {
    for (int i = 0; i < millis / 20; i++) {
      var frame = new short[FRAME];
      for (int n = 0; n < FRAME; n++) frame[n] = (short) noise.nextInt(-20, 21);
      coming.add(frame);
    }
    return this;
  }

  MadeLeg tone(double hertz, double amplitude, int millis) {
    for (int i = 0; i < millis / 20; i++) {
      var frame = new short[FRAME];
      for (int n = 0; n < FRAME; n++) {
        frame[n] = (short) (amplitude * Math.sin(phase) + noise.nextInt(-20, 21));
        phase += 2 * Math.PI * hertz / RATE;
      }
      coming.add(frame);
    }
    return this;
  }

  /// A vowel: harmonics of a pitch that wanders, with a syllable's loudness.
  MadeLeg voice(int millis) {
    for (int i = 0; i < millis / 20; i++) {
      var frame = new short[FRAME];
      for (int n = 0; n < FRAME; n++, at++) {
        double seconds = at / (double) RATE;
        double pitch = 140 + 25 * Math.sin(2 * Math.PI * 2.3 * seconds);
        double loud = 2_500 + 1_500 * Math.sin(2 * Math.PI * 4 * seconds);
        phase += 2 * Math.PI * pitch / RATE;
        double sum = 0;
        for (int k = 1; k <= 12; k++) sum += Math.sin(k * phase) / (k < 5 ? 2 : k);
        frame[n] = (short) (loud * sum / 2);
      }
      coming.add(frame);
    }
    return this;
  }

  MadeLeg keys(double low, double high, int millis) {
    for (int i = 0; i < millis / 20; i++) {
      var frame = new short[FRAME];
      for (int n = 0; n < FRAME; n++, at++)
        frame[n] =
            (short)
                (4_000
                    * (Math.sin(2 * Math.PI * low * at / RATE)
                        + Math.sin(2 * Math.PI * high * at / RATE)));
      coming.add(frame);
    }
    return this;
  }

  // --- the clock --------------------------------------------------------------------------------

  @Override
  public Future<?> every(Runnable tick) {
    ticks.add(tick);
    return ticking;
  }

  /// Ticks until all that was made has come, or `stage` is done.
  void tickUntil(CompletionStage<?> stage) {
    while (!stage.toCompletableFuture().isDone() && !coming.isEmpty()) tick();
  }

  void tick() {
    List.copyOf(ticks).forEach(Runnable::run);
  }

  // --- the leg ----------------------------------------------------------------------------------

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public boolean hear(short[] frame) {
    var next = coming.poll();
    if (next == null) return false;
    System.arraycopy(next, 0, frame, 0, FRAME);
    return true;
  }

  @Override
  public void play(short[] frame) {
    played.add(frame.clone());
  }

  @Override
  public void rest() {
    // nothing is played
  }

  @Override
  public void forget() {
    played.clear();
  }

  @Override
  public Duration delay() {
    return Duration.ofMillis(100);
  }

  @Override
  public LegStats stats() {
    return LegStats.NONE;
  }

  @Override
  public void close() {
    closed = true;
    gone.complete(Gone.CLOSED);
  }

  /// Nothing comes any more.
  void lose() {
    gone.complete(Gone.LOST);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone;
  }
}
