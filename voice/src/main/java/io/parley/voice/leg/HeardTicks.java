package io.parley.voice.leg;

import io.parley.core.quality.Impairment;
import io.parley.core.quality.LineCounts;
import java.time.Duration;
import java.util.Optional;

/// Counts what is there to be played on a line that delays sound instead of losing it, and whose
/// other end sends all the time: a tick without sound is a gap. For one thread at a time.
public final class HeardTicks {
  private boolean hasBegun;
  private boolean sounds;
  private long played;
  private long missing;
  private long runs;

  /// @param now whether there is sound in this tick, other than a concealed gap
  public void tick(boolean now) {
    hasBegun |= now;
    if (!hasBegun) return;
    if (now) played++;
    else missing++;
    if (sounds && !now) runs++;
    sounds = now;
  }

  /// @param codec as in SDP; @param impairment how a gap is heard
  /// @param waiting how long sound is kept before it is played: the network's delay is unknown
  public LineCounts counts(String codec, Impairment impairment, Duration waiting) {
    return new LineCounts(codec, impairment, played, missing, runs, waiting, Optional.empty());
  }
}
