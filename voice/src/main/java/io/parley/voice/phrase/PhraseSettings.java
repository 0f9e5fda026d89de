package io.parley.voice.phrase;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;

/// Section `parley.voice.phrases`.
///
/// @param bytesMax of cached sound, per voice
/// @param remembered sentences remembered as requested once
public record PhraseSettings(long bytesMax, int remembered) {
  private static final String PATH = "parley.voice.phrases.";

  public PhraseSettings {
    Expect.positive(PATH + "bytes-max", bytesMax);
    Expect.positive(PATH + "remembered", remembered);
  }

  /// @param config holds `parley.voice`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static PhraseSettings from(Config config) {
    var c = config.getConfig("parley.voice.phrases");
    return new PhraseSettings(c.getBytes("bytes-max"), c.getInt("remembered"));
  }
}
