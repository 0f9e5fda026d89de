package io.parley.http.settings;

import java.net.InetAddress;
import java.time.Duration;

/// Checks of single values. Keys are whole: `parley.http.port`.
public final class SettingChecks {
  private static final int PORT_MAX = 65_535;

  private SettingChecks() {}

  /// 0 stands for any free port.
  public static void port(String key, int value) {
    range(key, value, 0, PORT_MAX);
  }

  public static void range(String key, long value, long min, long max) {
    if (value < min || value > max) throw wrong(key, value, "%d to %d".formatted(min, max));
  }

  public static void positive(String key, long value) {
    if (value < 1) throw wrong(key, value, "≥ 1");
  }

  public static void positive(String key, Duration value) {
    if (!value.isPositive()) throw wrong(key, value, "> 0");
  }

  public static void less(String key, Duration value, String than, Duration limit) {
    if (value.compareTo(limit) >= 0)
      throw wrong(key, value, "less than %s, which is %s".formatted(than, limit));
  }

  /// Whether only this machine can reach what listens there. Names but `localhost` (RFC 6761) are
  /// not looked up: tomorrow they may lead elsewhere.
  public static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) return true;
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  public static IllegalArgumentException wrong(String key, Object value, String expected) {
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, value, expected));
  }
}
