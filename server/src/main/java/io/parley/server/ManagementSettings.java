package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;

/// Access to the management port: `parley.management`. Explained in `reference.conf`.
///
/// @param tokenNeeded whether operators must send their token
/// @param metricsOpen whether `/metrics` is open even then
record ManagementSettings(boolean tokenNeeded, boolean metricsOpen) {
  private static final String TOKEN_NEEDED = "parley.management.token-needed";

  static ManagementSettings from(Config config, boolean production) {
    return new ManagementSettings(
        switch (config.getString(TOKEN_NEEDED)) {
          case "production" -> production;
          case "always" -> true;
          case String other -> throw Expect.wrong(TOKEN_NEEDED, other, "production or always");
        },
        config.getBoolean("parley.management.metrics-open"));
  }
}
