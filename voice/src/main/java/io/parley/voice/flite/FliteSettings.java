package io.parley.voice.flite;

import io.parley.core.setting.Expect;
import java.time.Duration;
import java.util.Set;

/// @param voice the voice of utterances that name none, one of [#VOICES]
/// @param deadline for one clause, from the start of its process
public record FliteSettings(String voice, Duration deadline) {
  private static final String KEY = "parley.voice.local.flite.";

  /// The voices built into the program.
  public static final Set<String> VOICES = Set.of("awb", "kal", "kal16", "rms", "slt");

  public FliteSettings {
    if (!VOICES.contains(voice))
      throw Expect.wrong(KEY + "voice", voice, "awb, kal, kal16, rms or slt");
    Expect.positive(KEY + "deadline", deadline);
  }
}
