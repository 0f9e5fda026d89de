package io.parley.persistence.memory;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;

/// Section `parley.memory`; see `reference.conf` for what each value does.
///
/// @param factsMax about one customer
/// @param episodesMax of one customer
/// @param proceduresMax of one tenant
public record MemorySettings(int factsMax, int episodesMax, int proceduresMax) {
  private static final String PATH = "parley.memory";

  public MemorySettings {
    Expect.between(PATH + ".facts-max", factsMax, 1, 10_000);
    Expect.between(PATH + ".episodes-max", episodesMax, 1, 10_000);
    Expect.between(PATH + ".procedures-max", proceduresMax, 1, 10_000);
  }

  /// @param config the whole configuration
  public static MemorySettings from(Config config) {
    var section = config.getConfig(PATH);
    return new MemorySettings(
        section.getInt("facts-max"),
        section.getInt("episodes-max"),
        section.getInt("procedures-max"));
  }
}
