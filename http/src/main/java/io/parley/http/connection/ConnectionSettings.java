package io.parley.http.connection;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// What connections to one port are limited to: `parley.http.connections`.
///
/// @param max open at once; @param perAddressMax of one address
/// @param headerTimeout from the first byte of a request to the end of its header
/// @param idleTimeout without a byte in either direction a connection is closed
public record ConnectionSettings(
    int max, int perAddressMax, Duration headerTimeout, Duration idleTimeout) {
  public ConnectionSettings {
    Expect.positive("parley.http.connections.max", max);
    Expect.positive("parley.http.connections.per-address-max", perAddressMax);
    Expect.positive("parley.http.connections.header-timeout", headerTimeout);
    Expect.positive("parley.http.connections.idle-timeout", idleTimeout);
  }

  /// @param http `parley.http`
  public static ConnectionSettings from(Config http) {
    var connections = http.getConfig("connections");
    return new ConnectionSettings(
        connections.getInt("max"),
        connections.getInt("per-address-max"),
        connections.getDuration("header-timeout"),
        connections.getDuration("idle-timeout"));
  }

  /// The same times with another number, of whatever addresses.
  public ConnectionSettings withMax(int other) {
    return new ConnectionSettings(other, perAddressMax, headerTimeout, idleTimeout);
  }

  /// For ports that all clients reach over a few addresses: those of a proxy, or of the machine.
  public ConnectionSettings ofAnyAddress() {
    return new ConnectionSettings(max, max, headerTimeout, idleTimeout);
  }
}
