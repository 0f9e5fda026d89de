package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;

/// How much this node takes on at once: `parley.http.load`.
///
/// @param commandsMax concurrent questions to sessions
/// @param sessionsAwakeMax with this many awake on this node, no new session starts
public record LoadSettings(int commandsMax, int sessionsAwakeMax) {
  public LoadSettings {
    Expect.positive("parley.http.load.commands-max", commandsMax);
    Expect.positive("parley.http.load.sessions-awake-max", sessionsAwakeMax);
  }

  static LoadSettings from(Config load) {
    return new LoadSettings(load.getInt("commands-max"), load.getInt("sessions-awake-max"));
  }
}
