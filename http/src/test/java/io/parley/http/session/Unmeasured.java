package io.parley.http.session;

import io.parley.voice.call.CallMeter;
import io.parley.voice.leg.LegStats;
import java.time.Duration;

/// For calls that nobody measures.
final class Unmeasured implements CallMeter {
  @Override
  public void answered(Times times, String voice, String way) {}

  @Override
  public void interrupted(boolean meant) {}

  @Override
  public void early(Early fate) {}

  @Override
  public void ranDry() {}

  @Override
  public void lineDied() {}

  @Override
  public void lineTurned(boolean bad) {}

  @Override
  public void late(Duration by) {}

  @Override
  public void echoCancelled(double enhancement) {}

  @Override
  public void ended(LegStats stats, Duration length) {}
}
