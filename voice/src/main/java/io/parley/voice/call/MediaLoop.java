package io.parley.voice.call;

import io.parley.voice.recording.CallRecorder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

/// The work of every 20 ms: passes incoming sound to the ear, and plays the player's sound. Legs of
/// one call hear each other. Runs in the media clock's threads, one at a time; nothing here waits.
final class MediaLoop {
  private static final long LATE = MediaClock.ticks(3).toNanos();

  /// The meter is told of so many ticks at once: it is shared by all calls.
  private static final int TOLD_EVERY = 50;

  private final Legs legs;
  private final Ear ear;
  private final Player player;
  private final CallServices services;
  private final CallMeter meter;
  private final Listener listener;
  private final Lines lines;
  private final short[] heard;
  private final short[] played;
  private final Bridge bridge;
  private final HoldSound hold;
  private final short[] colleague;
  private volatile Optional<Ear> colleagueEar = Optional.empty();
  private volatile Optional<CallRecorder> recorder = Optional.empty();
  private final short[] silence;
  private volatile Arrangement arrangement = Arrangement.AGENT;
  private ScheduledFuture<?> ticking;
  private long before;
  private int untold;
  private boolean stopped;

  /// Called in the media clock's thread.
  interface Listener extends Lines.Listener {
    /// A tick has thrown; no tick follows.
    void deaf(Throwable cause);
  }

  /// @param meter of this call; @param brief plays to a colleague who is asked
  MediaLoop(
      CallServices services,
      CallMeter meter,
      Legs legs,
      Ear ear,
      Player player,
      Player brief,
      Listener listener) {
    this.services = services;
    this.meter = meter;
    this.legs = legs;
    this.ear = ear;
    this.player = player;
    this.listener = listener;
    this.lines = new Lines(listener);
    this.heard = new short[legs.sampleRate() / 50];
    this.played = new short[legs.sampleRate() / 50];
    this.colleague = new short[legs.sampleRate() / 50];
    this.silence = new short[legs.sampleRate() / 50];
    this.bridge = new Bridge(legs.sampleRate() / 50);
    var music = services.transfers().music().at(legs.sampleRate());
    this.hold = new HoldSound(music, brief, legs.sampleRate() / 50);
  }

  /// Gives that ear what colleagues say, while one of them talks to the customer. In any thread.
  void hearColleague(Ear with) {
    colleagueEar = Optional.of(with);
  }

  /// Gives that recorder each tick's sound from the next one on. In any thread.
  void record(CallRecorder with) {
    recorder = Optional.of(with);
  }

  /// In any thread; counts from the next tick on.
  void arrange(Arrangement next) {
    arrangement = next;
  }

  synchronized void start() {
    ticking =
        services
            .media()
            .every(
                () -> {
                  try {
                    tick();
                  } catch (RuntimeException | Error e) {
                    listener.deaf(e);
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
    long now = services.media().nanoTime();
    if (before != 0 && now - before > LATE) meter.late(Duration.ofNanos(now - before));
    before = now;
    if (++untold == TOLD_EVERY) {
      meter.ticked(untold);
      untold = 0;
    }
    var present = legs.present();
    boolean isDoubtful = lines.areDoubtful(present);
    var arranged = arrangement;
    switch (arranged) {
      case AGENT -> {
        boolean speaks = player.take(played, isDoubtful);
        if (present.length == 1 && present[0].isCustomers()) {
          alone(present[0], speaks);
          record(heard, speaks ? played : silence);
        } else {
          bridge.tick(present, speaks, played, heard, colleague);
          if (speaks) Bridge.mix(played, colleague);
          record(heard, colleague);
        }
        player.report();
      }
      case HOLD -> {
        hold.tick(present);
        record(silence, silence);
      }
      case COLLEAGUE, ALONE -> {
        if (hold.tickAmongPeople(present)) {
          Arrays.fill(heard, (short) 0);
          Arrays.fill(colleague, (short) 0);
        } else bridge.tick(present, false, played, heard, colleague);
        record(heard, colleague);
      }
    }
    if (arranged == Arrangement.COLLEAGUE && colleagueEar.isPresent())
      colleagueEar.get().hear(colleague);
    if (arranged == Arrangement.HOLD || arranged == Arrangement.ALONE)
      Arrays.fill(heard, (short) 0);
    ear.hear(heard);
  }

  private void record(short[] customer, short[] other) {
    if (recorder.isPresent()) recorder.get().tick(customer, other);
  }

  private void alone(CallLeg leg, boolean speaks) {
    // in the bridge's order: an echo is of sound that was played before
    leg.hear(heard);
    if (speaks) leg.play(played);
    else leg.rest();
  }
}
