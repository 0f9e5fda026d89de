package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;

/// What happens every 20 ms: what was heard goes to the ear, and what is to be played comes from
/// the player. In the media clock's threads, one at a time; nothing here waits.
final class MediaLoop {
  private static final long LATE = MediaClock.ticks(3).toNanos();

  private final Leg leg;
  private final Ear ear;
  private final Player player;
  private final CallHouse house;
  private final Consumer<Throwable> failed;
  private final short[] heard;
  private final short[] played;
  private ScheduledFuture<?> ticking;
  private long before;
  private boolean stopped;

  /// @param failed told when a tick throws, which is its last
  MediaLoop(CallHouse house, Leg leg, Ear ear, Player player, Consumer<Throwable> failed) {
    this.house = house;
    this.leg = leg;
    this.ear = ear;
    this.player = player;
    this.failed = failed;
    this.heard = new short[leg.frameSamples()];
    this.played = new short[leg.frameSamples()];
  }

  synchronized void start() {
    ticking =
        house
            .media()
            .every(
                () -> {
                  try {
                    tick();
                  } catch (RuntimeException | Error e) {
                    failed.accept(e);
                    throw e;
                  }
                });
  }

  /// @return whether it was running
  synchronized boolean stop() {
    if (stopped) return false;
    stopped = true;
    if (ticking != null) ticking.cancel(false);
    return true;
  }

  private void tick() {
    long now = System.nanoTime();
    if (before != 0 && now - before > LATE) house.meter().late(Duration.ofNanos(now - before));
    before = now;
    if (player.next(played)) leg.play(played);
    else leg.rest();
    if (!leg.hear(heard)) Arrays.fill(heard, (short) 0);
    ear.hear(heard);
  }
}
