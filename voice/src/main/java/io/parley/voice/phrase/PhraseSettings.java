package io.parley.voice.phrase;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;

/// Section `parley.voice.phrases`.
///
/// @param bytesMax of sound that is kept, of each voice
/// @param remembered sentences of which is known that they were asked for once
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
