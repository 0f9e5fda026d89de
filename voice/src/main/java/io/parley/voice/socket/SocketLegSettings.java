package io.parley.voice.socket;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.voice.codec.Opus;
import java.time.Duration;

/// Section `parley.voice.socket`.
///
/// @param silenceMax after so long without a frame the other end is gone, even if its connection is
///   open
/// @param opus who makes Opus: `parley.voice.opus`
public record SocketLegSettings(Duration silenceMax, Opus opus) {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofHours(1);

  public SocketLegSettings {
    Expect.between("parley.voice.socket.silence-max", silenceMax, LEAST, MOST);
  }

  /// @param config holds `parley.voice`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static SocketLegSettings from(Config config) {
    return new SocketLegSettings(
        config.getDuration("parley.voice.socket.silence-max"), Opus.from(config));
  }
}
