package io.parley.outbound.guard;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/// A checked address of a request.
///
/// @param host in small letters; an IPv6 address in brackets
/// @param port never -1
/// @param literal the address, if the host is one
record Target(URI uri, String scheme, String host, int port, Optional<InetAddress> literal) {

  /// Whether credentials for this target may be sent to the other.
  boolean hasOriginOf(Target other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  /// For messages: without path and query, which may be secret.
  String origin() {
    return "%s://%s:%d".formatted(scheme, host, port);
  }
}
