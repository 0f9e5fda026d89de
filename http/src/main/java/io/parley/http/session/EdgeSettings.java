package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.http.connection.ConnectionSettings;
import io.parley.sessions.entry.EntrySettings;

/// The limits of the edge: `parley.http`, explained in `reference.conf`.
public record EdgeSettings(
    ConnectionSettings connections,
    LoadSettings load,
    TextLimits text,
    StartSettings start,
    ReaderSettings readers,
    SocketSettings socket,
    VisitorSettings visitors) {

  /// The part that applies to every protocol.
  public EntrySettings entry() {
    return new EntrySettings(
        new EntrySettings.Load(load.commandsMax(), load.sessionsAwakeMax()),
        new EntrySettings.Starts(
            start.perAddress(),
            start.perBlock(),
            start.perTenant(),
            start.window(),
            start.addressesMax(),
            start.idempotencyWindow()),
        new EntrySettings.Visitors(visitors.messages(), visitors.bytes(), visitors.addressesMax()),
        new EntrySettings.Readers(
            readers.max(),
            readers.perAddressMax(),
            readers.perTenantMax(),
            readers.reconnectAfter()));
  }

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static EdgeSettings from(Config config) {
    var http = config.getConfig("parley.http");
    var edge =
        new EdgeSettings(
            ConnectionSettings.from(http),
            LoadSettings.from(http.getConfig("load")),
            TextLimits.from(http.getConfig("text")),
            StartSettings.from(http.getConfig("start")),
            ReaderSettings.from(http.getConfig("readers")),
            SocketSettings.from(http.getConfig("socket")),
            VisitorSettings.from(http.getConfig("visitors")));
    // otherwise sockets on which nobody speaks would be cut off
    Expect.less(
        "parley.http.socket.ping-interval",
        edge.socket().pingInterval(),
        "half of parley.http.connections.idle-timeout",
        edge.connections().idleTimeout().dividedBy(2));
    Expect.less(
        "parley.http.readers.keep-alive",
        edge.readers().keepAlive(),
        "parley.http.connections.idle-timeout",
        edge.connections().idleTimeout());
    return edge;
  }
}
