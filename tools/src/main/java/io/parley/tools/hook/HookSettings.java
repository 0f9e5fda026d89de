package io.parley.tools.hook;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Settings of webhooks: `parley.webhooks`; see `reference.conf` for each key.
///
/// @param atOnce webhooks that a node serves at the same time
/// @param timeout of an attempt
public record HookSettings(int atOnce, Duration timeout) {
  private static final String ROOT = "parley.webhooks";
  private static final int AT_ONCE_MAX = 1_000;
  private static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

  public HookSettings {
    Expect.between(ROOT + ".at-once", atOnce, 2, AT_ONCE_MAX);
    Expect.between(ROOT + ".timeout", timeout, TIMEOUT_MIN, TIMEOUT_MAX);
  }

  /// @param config the whole configuration
  public static HookSettings from(Config config) {
    var own = Section.of(config, ROOT);
    return new HookSettings(own.integer("at-once"), own.duration("timeout"));
  }
}
