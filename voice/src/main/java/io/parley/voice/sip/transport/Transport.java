package io.parley.voice.sip.transport;

/// How messages travel. The names are those of [io.parley.voice.sip.message.Via].
public enum Transport {
  UDP,
  TCP,
  TLS,
  /// WebSockets (RFC 7118).
  WS,
  WSS;

  /// Whether it is a connection that delivers all or ends.
  public boolean isReliable() {
    return this != UDP;
  }

  public boolean isSecure() {
    return this == TLS || this == WSS;
  }

  /// Whether it is a WebSocket. The page of anybody may have opened one that comes to us, so that
  /// its address proves nothing.
  public boolean isWebSocket() {
    return this == WS || this == WSS;
  }

  /// Where no port is named (RFC 3261, section 19.1.2; RFC 7118, section 5).
  public int defaultPort() {
    return switch (this) {
      case UDP, TCP -> 5_060;
      case TLS -> 5_061;
      case WS -> 80;
      case WSS -> 443;
    };
  }
}
