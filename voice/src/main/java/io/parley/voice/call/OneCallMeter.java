package io.parley.voice.call;

import io.parley.core.quality.CallFigures.Stages;
import io.parley.core.quality.Samples;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The meter of one call: keeps what the call's figures need, and passes all on. Called by the
/// call's actor, but for ticks.
final class OneCallMeter implements CallMeter {
  private final CallMeter meter;
  private final Samples words = new Samples();
  private final Samples complete = new Samples();
  private final Samples text = new Samples();
  private final Samples sound = new Samples();
  private final Samples whole = new Samples();
  private final Samples answer = new Samples();
  private final Samples added = new Samples();
  private final AtomicLong lateTicks = new AtomicLong();
  private long interruptions;
  private long falseInterruptions;
  private long underruns;

  /// @param meter of all calls
  OneCallMeter(CallMeter meter) {
    this.meter = meter;
  }

  Stages stages() {
    return new Stages(
        words.spread(),
        complete.spread(),
        text.spread(),
        sound.spread(),
        whole.spread(),
        answer.spread(),
        added.spread());
  }

  long interruptions() {
    return interruptions;
  }

  long falseInterruptions() {
    return falseInterruptions;
  }

  long underruns() {
    return underruns;
  }

  long lateTicks() {
    return lateTicks.get();
  }

  @Override
  public void answered(Times times, String voice, String way) {
    times.transcription().ifPresent(words::add);
    times.endOfUtterance().ifPresent(complete::add);
    times.firstToken().ifPresent(text::add);
    times.firstSound().ifPresent(sound::add);
    times.heard().ifPresent(whole::add);
    times.answer().ifPresent(answer::add);
    times.added().ifPresent(added::add);
    meter.answered(times, voice, way);
  }

  @Override
  public void interrupted(boolean meant) {
    if (meant) interruptions++;
    else falseInterruptions++;
    meter.interrupted(meant);
  }

  @Override
  public void ranDry() {
    underruns++;
    meter.ranDry();
  }

  @Override
  public void late(Duration by) {
    lateTicks.incrementAndGet();
    meter.late(by);
  }

  @Override
  public void ticked(int ticks) {
    meter.ticked(ticks);
  }

  @Override
  public void early(Early fate) {
    meter.early(fate);
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
  public void echoCancelled(double enhancement) {
    meter.echoCancelled(enhancement);
  }

  @Override
  public void ended(LegStats stats, Duration length) {
    meter.ended(stats, length);
  }
}
