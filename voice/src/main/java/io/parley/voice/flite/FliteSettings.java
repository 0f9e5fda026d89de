package io.parley.voice.flite;

import java.time.Duration;
import java.util.Set;

/// @param voice who speaks where the utterance does not say it, one of [#VOICES]
/// @param deadline for one clause, from the start of its process
public record FliteSettings(String voice, Duration deadline) {
  /// Those that the program has inside.
  public static final Set<String> VOICES = Set.of("awb", "kal", "kal16", "rms", "slt");

  public FliteSettings {
    if (!VOICES.contains(voice)) throw wrong("voice", voice, "awb, kal, kal16, rms or slt");
    if (!deadline.isPositive()) throw wrong("deadline", deadline, "> 0");
  }

  private static IllegalArgumentException wrong(String key, Object value, String expected) {
    return new IllegalArgumentException(
        "parley.voice.local.flite.%s: %s (expected: %s)".formatted(key, value, expected));
  }
}
