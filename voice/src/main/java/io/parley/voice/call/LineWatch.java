package io.parley.voice.call;

import java.time.Duration;

/// Judges the line to one leg by how long nothing has come through it. Pure: the time is an input.
///
/// A line is dead after [#DEAD] without anything, and alive again with whatever comes next. Silence
/// is no sign: browsers send it, in pauses at least every 400 ms (Opus's discontinuous
/// transmission, RFC 6716, section 2.1.9), and a muted microphone sends it too. Only a line that
/// has been steady for a moment is judged: an end that stops sending when it is muted or on hold is
/// not dead, nor is one without a microphone, which sends only checks of the connection.
final class LineWatch {
  static final Duration DEAD = Duration.ofMillis(1_800);

  /// Longer than the longest pause of an end that sends, with one packet lost.
  static final Duration DOUBTFUL = Duration.ofMillis(900);

  /// Ticks in a row in which a line proves that it is steady: more than one packet makes lively.
  private static final int STEADY_TICKS = 50;

  enum Verdict {
    ALIVE,
    /// It may be dead.
    IN_DOUBT,
    DEAD
  }

  private Verdict verdict = Verdict.ALIVE;
  private int lively;
  private boolean mayRest;

  /// One tick.
  ///
  /// @param silent how long nothing has come
  /// @param resting whether the end is muted or on hold, so that it may stop sending
  Verdict look(Duration silent, boolean resting) {
    if (resting != mayRest) lively = 0;
    mayRest = resting;
    boolean isLively = silent.compareTo(DOUBTFUL) < 0;
    if (isLively) {
      // a dead line has to prove itself again
      lively = verdict == Verdict.DEAD ? 0 : Math.min(lively + 1, STEADY_TICKS);
      verdict = Verdict.ALIVE;
    } else if (lively == STEADY_TICKS)
      verdict = silent.compareTo(DEAD) < 0 ? Verdict.IN_DOUBT : Verdict.DEAD;
    else lively = 0;
    return verdict;
  }
}
