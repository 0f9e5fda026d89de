package io.parley.http.connection;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Connection limits of one port: `parley.http.connections`.
///
/// @param max open at once; @param perAddressMax of one address
/// @param headerTimeout from the first byte of a request to the end of its header
/// @param idleTimeout without a byte in either direction a connection is closed
/// @param giveWayAfter idle this long, a connection is closed when a new one needs its place
/// @param reserve the part of `max`, 0 to 0.5, that is kept for known addresses
public record ConnectionSettings(
    int max,
    int perAddressMax,
    Duration headerTimeout,
    Duration idleTimeout,
    Duration giveWayAfter,
    double reserve) {
  public ConnectionSettings {
    Expect.positive("parley.http.connections.max", max);
    Expect.positive("parley.http.connections.per-address-max", perAddressMax);
    Expect.positive("parley.http.connections.header-timeout", headerTimeout);
    Expect.positive("parley.http.connections.idle-timeout", idleTimeout);
    Expect.positive("parley.http.connections.give-way-after", giveWayAfter);
    Expect.between("parley.http.connections.reserve", reserve, 0, 0.5);
  }

  /// @param http `parley.http`
  public static ConnectionSettings from(Config http) {
    var connections = http.getConfig("connections");
    return new ConnectionSettings(
        connections.getInt("max"),
        connections.getInt("per-address-max"),
        connections.getDuration("header-timeout"),
        connections.getDuration("idle-timeout"),
        connections.getDuration("give-way-after"),
        connections.getDouble("reserve"));
  }

  /// The same times with another number of connections.
  public ConnectionSettings withMax(int other) {
    return new ConnectionSettings(
        other, perAddressMax, headerTimeout, idleTimeout, giveWayAfter, reserve);
  }

  /// For ports that all clients reach from a few addresses: those of a proxy, or of this machine.
  public ConnectionSettings ofAnyAddress() {
    return new ConnectionSettings(max, max, headerTimeout, idleTimeout, giveWayAfter, 0);
  }

  /// Whether one address may have all connections; then blocks have no shares either.
  boolean isOnePool() {
    return perAddressMax >= max;
  }
}
