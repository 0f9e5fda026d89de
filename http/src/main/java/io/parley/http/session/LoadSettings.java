package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.http.settings.SettingChecks;

/// How much this node takes on at once: `parley.http.load`.
///
/// @param commandsMax questions to sessions that may be under way
/// @param sessionsAwakeMax beyond so many awake on this node nobody starts a new one
public record LoadSettings(int commandsMax, int sessionsAwakeMax) {
  public LoadSettings {
    SettingChecks.positive("parley.http.load.commands-max", commandsMax);
    SettingChecks.positive("parley.http.load.sessions-awake-max", sessionsAwakeMax);
  }

  static LoadSettings from(Config load) {
    return new LoadSettings(load.getInt("commands-max"), load.getInt("sessions-awake-max"));
  }
}
