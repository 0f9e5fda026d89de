package io.parley.voice.echo;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Settings of echo cancellation; keys `parley.voice.echo.*`, explained in `reference.conf`.
///
/// @param tail how long an echo lasts; @param delayMax how late it may begin
public record EchoSettings(boolean enabled, Duration tail, Duration delayMax) {
  private static final String KEY = "parley.voice.echo.";

  public EchoSettings {
    Expect.positive(KEY + "tail", tail);
    Expect.positive(KEY + "delay-max", delayMax);
    if (tail.compareTo(Duration.ofSeconds(1)) > 0) throw Expect.wrong(KEY + "tail", tail, "<= 1s");
    if (delayMax.compareTo(Duration.ofSeconds(2)) > 0)
      throw Expect.wrong(KEY + "delay-max", delayMax, "<= 2s");
  }

  /// @param config holds `parley.voice.echo`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static EchoSettings from(Config config) {
    var c = config.getConfig("parley.voice.echo");
    return new EchoSettings(
        c.getBoolean("enabled"), c.getDuration("tail"), c.getDuration("delay-max"));
  }

  /// The defaults.
  public static EchoSettings typical() {
    return new EchoSettings(true, Duration.ofMillis(240), Duration.ofMillis(500));
  }

  /// None is cancelled.
  public static EchoSettings none() {
    return new EchoSettings(false, typical().tail, typical().delayMax);
  }
}
