package io.parley.core.limit;

import io.parley.core.setting.Expect;
import java.time.Duration;
import java.time.Instant;

/// Wrong guesses at a secret from one address, and the resulting pause. Guesses during a pause are
/// not checked, so they do not count.
///
/// @param count since the address was last quiet for long; @param last the newest
/// @param until the end of the pause
public record WrongGuesses(int count, Instant last, Instant until) {
  public static final WrongGuesses NONE = new WrongGuesses(0, Instant.MIN, Instant.MIN);

  /// No pause needs more doublings.
  private static final int DOUBLINGS_MAX = 30;

  /// @param free guesses without a pause; @param pause after the first guess beyond them, doubled
  ///   with each further one
  /// @param pauseMax the longest pause; @param forgottenAfter time without a guess after which the
  ///   count restarts
  public record Terms(int free, Duration pause, Duration pauseMax, Duration forgottenAfter) {
    public Terms {
      Expect.atLeast("free", free, 1);
      Expect.positive("pause", pause);
      Expect.positive("pauseMax", pauseMax);
      Expect.positive("forgottenAfter", forgottenAfter);
    }
  }

  /// One more wrong guess.
  public WrongGuesses plus(Instant now, Terms terms) {
    boolean forgotten = count > 0 && !last.plus(terms.forgottenAfter()).isAfter(now);
    int counted = forgotten ? 1 : count + 1;
    if (counted <= terms.free()) return new WrongGuesses(counted, now, now);
    var pause =
        terms.pause().multipliedBy(1L << Math.min(counted - terms.free() - 1, DOUBLINGS_MAX));
    var bounded = pause.compareTo(terms.pauseMax()) < 0 ? pause : terms.pauseMax();
    return new WrongGuesses(counted, now, now.plus(bounded));
  }

  /// The rest of the pause; not positive when there is none.
  public Duration pauseLeft(Instant now) {
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }
}
