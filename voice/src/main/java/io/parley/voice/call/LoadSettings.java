package io.parley.voice.call;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Section `parley.voice.load`: until when a node takes more calls.
///
/// @param window of the measurements, in whole seconds
/// @param lateTicks the part of ticks that may be late, 0 to 1
/// @param engines the mean time that engines may take for an answer: words and first sound
public record LoadSettings(Duration window, double lateTicks, Duration engines) {
  private static final String KEY = "parley.voice.load.";

  public LoadSettings {
    Expect.between(KEY + "window", window, Duration.ofSeconds(1), Duration.ofMinutes(5));
    Expect.between(KEY + "late-ticks", lateTicks, 0, 1);
    Expect.positive(KEY + "engines", engines);
  }

  /// @param config holds `parley.voice`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static LoadSettings from(Config config) {
    var c = config.getConfig("parley.voice.load");
    return new LoadSettings(
        c.getDuration("window"), c.getDouble("late-ticks"), c.getDuration("engines"));
  }
}
