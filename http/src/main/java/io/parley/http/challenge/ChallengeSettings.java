package io.parley.http.challenge;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// When a proof of work is required, and how hard it is: `parley.http.visitors.challenge`.
///
/// @param pressure the used part of visitors' starts from which it is required, in `AUTO`
/// @param bitsMin at that pressure; @param bitsMax when all starts are used
/// @param lifetime of one challenge
public record ChallengeSettings(
    Mode mode, double pressure, int bitsMin, int bitsMax, Duration lifetime) {
  private static final String PATH = "parley.http.visitors.challenge.";

  /// Some 16 million hashes: minutes on a telephone's processor.
  private static final int BITS_LIMIT = 24;

  public enum Mode {
    OFF,
    AUTO,
    ALWAYS
  }

  public ChallengeSettings {
    Expect.between(PATH + "pressure", pressure, 0, 0.99);
    Expect.between(PATH + "bits-max", bitsMax, 1, BITS_LIMIT);
    Expect.between(PATH + "bits-min", bitsMin, 1, bitsMax);
    Expect.positive(PATH + "lifetime", lifetime);
  }

  public static ChallengeSettings from(Config challenge) {
    return new ChallengeSettings(
        mode(challenge.getString("mode")),
        challenge.getDouble("pressure"),
        challenge.getInt("bits-min"),
        challenge.getInt("bits-max"),
        challenge.getDuration("lifetime"));
  }

  private static Mode mode(String word) {
    var known = Arrays.stream(Mode.values()).map(ChallengeSettings::word).toList();
    Expect.oneOf(PATH + "mode", word, List.copyOf(known));
    return Mode.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
