package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.time.InstantSource;

/// Measures how much the calls of a node ask of it: late ticks, and how long its engines take for
/// an answer. Passes all measurements on. Thread safe.
final class CallLoad implements CallMeter {
  /// Fewer answers tell nothing of the engines.
  private static final int ANSWERS_MIN = 3;

  /// So few calls are not the cause of what is late.
  private static final int FEW = 2;

  private static final double TICKS_A_SECOND = 1e9 / Leg.TICK.toNanos();

  private final CallMeter meter;
  private final LoadSettings settings;
  private final InstantSource clock;

  // under this object's lock; one entry for each second of the window
  private final long[] seconds;
  private final int[] late;
  private final int[] ticks;
  private final int[] answers;
  private final long[] millis;

  CallLoad(CallMeter meter, LoadSettings settings, InstantSource clock) {
    this.meter = meter;
    this.settings = settings;
    this.clock = clock;
    int size = (int) settings.window().toSeconds();
    seconds = new long[size];
    late = new int[size];
    ticks = new int[size];
    answers = new int[size];
    millis = new long[size];
  }

  /// The load relative to its limit: from 1 on sound or answers come too late.
  ///
  /// @param calls that are under way; a few of them are no load
  synchronized double of(int calls) {
    if (calls <= FEW) return 0;
    long now = clock.millis() / 1_000;
    long lateTicks = 0;
    long ticked = 0;
    long answered = 0;
    long took = 0;
    for (int i = 0; i < seconds.length; i++) {
      if (seconds[i] <= now - seconds.length) continue;
      lateTicks += late[i];
      ticked += ticks[i];
      answered += answers[i];
      took += millis[i];
    }
    // calls that have ended since had ticks, too; and one hiccup is no load of calls that have just
    // begun
    double all = Math.max((double) ticked, calls * seconds.length * TICKS_A_SECOND);
    double byTicks = lateTicks == 0 ? 0 : lateTicks / (all * settings.lateTicks());
    double byEngines =
        answered < ANSWERS_MIN ? 0 : (double) took / answered / settings.engines().toMillis();
    return Math.max(byTicks, byEngines);
  }

  /// The entry of this second, emptied of an earlier one.
  private int now() {
    long second = clock.millis() / 1_000;
    int at = (int) Math.floorMod(second, (long) seconds.length);
    if (seconds[at] != second) {
      seconds[at] = second;
      late[at] = 0;
      ticks[at] = 0;
      answers[at] = 0;
      millis[at] = 0;
    }
    return at;
  }

  @Override
  public void answered(Times times, String voice, String way) {
    var took =
        times
            .transcription()
            .orElse(Duration.ZERO)
            .plus(times.firstSound().orElse(Duration.ZERO))
            .toMillis();
    synchronized (this) {
      int at = now();
      answers[at]++;
      // the clock may be set back in between
      millis[at] += Math.max(0, took);
    }
    meter.answered(times, voice, way);
  }

  @Override
  public void late(Duration by) {
    synchronized (this) {
      late[now()]++;
    }
    meter.late(by);
  }

  @Override
  public void ticked(int more) {
    synchronized (this) {
      ticks[now()] += more;
    }
    meter.ticked(more);
  }

  @Override
  public void interrupted(boolean meant) {
    meter.interrupted(meant);
  }

  @Override
  public void early(Early fate) {
    meter.early(fate);
  }

  @Override
  public void ranDry() {
    meter.ranDry();
  }

  @Override
  public void echoCancelled(double enhancement) {
    meter.echoCancelled(enhancement);
  }

  @Override
  public void lineDied() {
    meter.lineDied();
  }

  @Override
  public void lineTurned(boolean bad) {
    meter.lineTurned(bad);
  }

  @Override
  public void ended(LegStats stats, Duration length) {
    meter.ended(stats, length);
  }
}
