package io.parley.http.settings;

import java.net.InetAddress;

/// Decides who can reach a port.
public final class Loopback {
  private Loopback() {}

  /// Whether only this machine can reach a listener there. Names other than `localhost` (RFC 6761)
  /// are not resolved: they may change.
  public static boolean is(String host) {
    if (host.equalsIgnoreCase("localhost")) return true;
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
