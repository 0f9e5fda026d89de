package io.parley.voice.kokoro;

import java.time.Duration;

/// @param voice who speaks where the utterance does not say it: a file of the package's voices,
///   such as `af_heart`; the first letter tells American (`a`) from British (`b`)
/// @param deadline for the phonemes of a piece of a clause
public record KokoroSettings(String voice, Duration deadline) {
  public KokoroSettings {
    if (!voice.matches("[ab][fm]_[a-z]+"))
      throw wrong("voice", voice, "a name such as af_heart or bm_george");
    if (!deadline.isPositive()) throw wrong("deadline", deadline, "> 0");
  }

  private static IllegalArgumentException wrong(String key, Object value, String expected) {
    return new IllegalArgumentException(
        "parley.voice.local.kokoro.%s: %s (expected: %s)".formatted(key, value, expected));
  }
}
