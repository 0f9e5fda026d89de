package io.parley.voice.sip.transport;

/// How messages travel. The names are those of [io.parley.voice.sip.message.Via].
public enum Transport {
  UDP,
  TCP,
  TLS,
  /// WebSockets (RFC 7118).
  WS,
  WSS;

  private static final int PORT = 5_060;
  private static final int SECURE_PORT = 5_061;

  /// Whether it is a connection that delivers all or ends.
  public boolean isReliable() {
    return this != UDP;
  }

  public boolean isSecure() {
    return this == TLS || this == WSS;
  }

  /// Whether the other end is a program that somebody's page may have started, so that its address
  /// proves nothing.
  public boolean isWebSocket() {
    return this == WS || this == WSS;
  }

  /// Where no port is named (RFC 3261, section 19.1.2).
  public int defaultPort() {
    return isSecure() ? SECURE_PORT : PORT;
  }
}
