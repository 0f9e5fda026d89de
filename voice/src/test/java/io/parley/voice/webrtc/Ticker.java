package io.parley.voice.webrtc;

import io.parley.voice.leg.Leg;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A minimal call for one leg: every 20 ms it takes a frame, and gives one of a tone. The sound of
/// the last seconds is kept.
final class Ticker implements AutoCloseable {
  private static final int SECONDS = 10;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> ticks;
  private final Leg leg;
  private final Sine played;
  private final short[] kept;
  private int written;
  private int heard;

  Ticker(Leg leg, double frequency) {
    this.leg = leg;
    played = new Sine(leg.sampleRate(), frequency);
    kept = new short[SECONDS * leg.sampleRate()];
    ticks = clock.scheduleAtFixedRate(this::tick, 0, 20, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    var frame = new short[leg.frameSamples()];
    boolean sound = leg.hear(frame);
    synchronized (this) {
      if (sound) heard++;
      else Arrays.fill(frame, (short) 0);
      System.arraycopy(frame, 0, kept, written % kept.length, frame.length);
      written += frame.length;
    }
    leg.play(played.next(leg.frameSamples()));
  }

  /// Frames with sound in them.
  synchronized int heard() {
    return heard;
  }

  /// The newest second.
  synchronized short[] newest() {
    var second = new short[leg.sampleRate()];
    int from = Math.floorMod(written - second.length, kept.length);
    for (int i = 0; i < second.length; i++) second[i] = kept[(from + i) % kept.length];
    return second;
  }

  @Override
  public void close() {
    ticks.cancel(false);
    clock.shutdownNow();
  }
}
