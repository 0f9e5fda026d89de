package io.parley.voice.webrtc;

import com.typesafe.config.ConfigFactory;

/// Settings for tests: as they are by default, on a free port of this machine alone.
final class TestSettings {
  private TestSettings() {}

  static WebRtcSettings settings(String... overrides) {
    var text = "parley.voice.webrtc { port = 0, " + String.join(", ", overrides) + " }";
    return WebRtcSettings.from(
        ConfigFactory.parseString(text).withFallback(ConfigFactory.defaultReference()).resolve());
  }
}
