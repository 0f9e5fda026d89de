package io.parley.http.token;

import com.typesafe.config.Config;
import io.parley.core.limit.WrongGuesses.Terms;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// How guesses at the staff's tokens are slowed: `parley.tokens.guesses`.
///
/// @param free wrong tokens of one address before it has to pause
/// @param pause after the next one; doubled with each further one up to `pauseMax`
/// @param forgottenAfter time without a wrong token
/// @param addressesMax how many are counted; the one quiet for longest is forgotten first
public record GuessSettings(
    int free, Duration pause, Duration pauseMax, Duration forgottenAfter, int addressesMax) {
  private static final String KEY = "parley.tokens.guesses.";

  /// A block holds more people than an address, and so does an address from which staff works.
  private static final int MORE = 4;

  /// Staff there must not be locked out for longer by a guessing neighbour.
  private static final Duration STAFF_PAUSE_MAX = Duration.ofMinutes(1);

  public GuessSettings {
    Expect.atLeast(KEY + "free", free, 1);
    Expect.positive(KEY + "pause", pause);
    Expect.positive(KEY + "pause-max", pauseMax);
    Expect.positive(KEY + "forgotten-after", forgottenAfter);
    Expect.atLeast(KEY + "addresses-max", addressesMax, 1);
  }

  public static GuessSettings from(Config guesses) {
    return new GuessSettings(
        guesses.getInt("free"),
        guesses.getDuration("pause"),
        guesses.getDuration("pause-max"),
        guesses.getDuration("forgotten-after"),
        guesses.getInt("addresses-max"));
  }

  Terms ofAddress() {
    return new Terms(free, pause, pauseMax, forgottenAfter);
  }

  Terms ofBlock() {
    return new Terms(free * MORE, pause, pauseMax, forgottenAfter);
  }

  /// For an address with a recent right token.
  Terms ofStaff() {
    var shorter = pauseMax.compareTo(STAFF_PAUSE_MAX) < 0 ? pauseMax : STAFF_PAUSE_MAX;
    return new Terms(free * MORE, pause, shorter, forgottenAfter);
  }
}
