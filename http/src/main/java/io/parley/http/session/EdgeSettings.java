package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.http.settings.SettingChecks;

/// The limits of the edge: `parley.http`, explained in `reference.conf`.
public record EdgeSettings(
    TextLimits text, StartSettings start, ReaderSettings readers, SocketSettings socket) {

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static EdgeSettings from(Config config) {
    var http = config.getConfig("parley.http");
    var edge =
        new EdgeSettings(
            TextLimits.from(http.getConfig("text")),
            StartSettings.from(http.getConfig("start")),
            ReaderSettings.from(http.getConfig("readers")),
            SocketSettings.from(http.getConfig("socket")));
    // else Pekko would cut off sockets in which nobody speaks
    SettingChecks.less(
        "parley.http.socket.ping-interval",
        edge.socket().pingInterval(),
        "half of pekko.http.server.idle-timeout",
        config.getDuration("pekko.http.server.idle-timeout").dividedBy(2));
    return edge;
  }
}
