package io.parley.voice.call;

import java.time.Duration;

/// Judges the line to one leg by how long nothing has come through it. Pure: the time is an input.
///
/// A line is dead after [#DEAD] without anything, and alive again with whatever comes next. Silence
/// is no sign: browsers send it, in pauses at least every 400 ms (Opus's discontinuous
/// transmission, RFC 6716, section 2.1.9), and a muted microphone sends it too. A line that has
/// never paused sends all the time, 50 packets a second: it is dead after [#DEAD_STEADY] already,
/// as so many packets in a row are not lost by chance. Only a line that has been steady for a
/// moment is judged: an end that stops sending when it is muted or on hold is not dead, nor is one
/// without a microphone, which sends only checks of the connection.
final class LineWatch {
  static final Duration DEAD = Duration.ofMillis(1_800);

  static final Duration DEAD_STEADY = Duration.ofMillis(1_500);

  /// Longer than the longest pause of an end that sends, with one packet lost.
  static final Duration DOUBTFUL = Duration.ofMillis(900);

  /// Shorter than the pauses of discontinuous transmission, and longer than the gaps of a line that
  /// sends all the time, also of a bad one: 15 packets lost in a row.
  private static final Duration PAUSE = Duration.ofMillis(300);

  /// Ticks in a row in which a line proves that it is steady: more than one packet makes lively.
  private static final int STEADY_TICKS = 50;

  enum Verdict {
    ALIVE,
    /// It may be dead.
    IN_DOUBT,
    DEAD
  }

  private Verdict verdict = Verdict.ALIVE;
  private Duration before = Duration.ZERO;
  private int lively;
  private boolean mayRest;
  private boolean hasPaused;

  /// One tick.
  ///
  /// @param silent how long nothing has come
  /// @param resting whether the end is muted or on hold, so that it may stop sending
  Verdict look(Duration silent, boolean resting) {
    // a silence is a pause if something comes after it
    if (silent.compareTo(before) < 0 && before.compareTo(PAUSE) >= 0) hasPaused = true;
    before = silent;
    if (resting != mayRest) lively = 0;
    mayRest = resting;
    boolean isLively = silent.compareTo(DOUBTFUL) < 0;
    if (isLively) {
      // a dead line has to prove itself again
      lively = verdict == Verdict.DEAD ? 0 : Math.min(lively + 1, STEADY_TICKS);
      verdict = Verdict.ALIVE;
    } else if (lively == STEADY_TICKS)
      verdict = silent.compareTo(dead()) < 0 ? Verdict.IN_DOUBT : Verdict.DEAD;
    else lively = 0;
    return verdict;
  }

  private Duration dead() {
    return hasPaused ? DEAD : DEAD_STEADY;
  }
}
