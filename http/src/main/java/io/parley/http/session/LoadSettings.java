package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;

/// How much this node takes on at once: `parley.http.load`.
///
/// @param commandsMax questions to sessions that may be under way
/// @param sessionsAwakeMax beyond so many awake on this node nobody starts a new one
public record LoadSettings(int commandsMax, int sessionsAwakeMax) {
  public LoadSettings {
    Expect.positive("parley.http.load.commands-max", commandsMax);
    Expect.positive("parley.http.load.sessions-awake-max", sessionsAwakeMax);
  }

  static LoadSettings from(Config load) {
    return new LoadSettings(load.getInt("commands-max"), load.getInt("sessions-awake-max"));
  }
}
