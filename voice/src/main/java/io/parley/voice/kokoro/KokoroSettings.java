package io.parley.voice.kokoro;

import io.parley.core.setting.Expect;
import java.time.Duration;

/// @param voice the voice of utterances that name none: a file of the package's voices, such as
///   `af_heart`; the first letter tells American (`a`) from British (`b`)
/// @param deadline for the phonemes of a piece of a clause
public record KokoroSettings(String voice, Duration deadline) {
  private static final String KEY = "parley.voice.local.kokoro.";

  public KokoroSettings {
    if (!voice.matches("[ab][fm]_[a-z]+"))
      throw Expect.wrong(KEY + "voice", voice, "a name such as af_heart or bm_george");
    Expect.positive(KEY + "deadline", deadline);
  }
}
