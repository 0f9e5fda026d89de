package io.parley.http.scim;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// How often the directory of one organisation may ask: `parley.http.directories`. Nodes of a
/// cluster divide the limit.
///
/// @param requests of all its keys within `window`
public record DirectorySettings(int requests, Duration window) {
  private static final String KEY = "parley.http.directories";

  public DirectorySettings {
    Expect.positive(KEY + ".requests", requests);
    Expect.positive(KEY + ".window", window);
  }

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static DirectorySettings from(Config config) {
    var directories = config.getConfig(KEY);
    return new DirectorySettings(directories.getInt("requests"), directories.getDuration("window"));
  }
}
