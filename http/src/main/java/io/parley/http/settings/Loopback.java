package io.parley.http.settings;

import java.net.InetAddress;

/// Who can reach a port.
public final class Loopback {
  private Loopback() {}

  /// Whether only this machine can reach what listens there. Names but `localhost` (RFC 6761) are
  /// not looked up: tomorrow they may lead elsewhere.
  public static boolean is(String host) {
    if (host.equalsIgnoreCase("localhost")) return true;
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
