package io.parley.voice.sip.cluster;

import io.parley.voice.sip.message.HostPort;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a peer reaches the SIP port of a node.
///
/// @param host a literal address, with the brackets of an IPv6 one
/// @param port of UDP and TCP; @param securePort of TLS; empty without one
public record NodeAddress(String host, int port, OptionalInt securePort) {
  Optional<HostPort> over(boolean isSecure) {
    if (!isSecure) return Optional.of(new HostPort(host, port));
    return securePort.isPresent()
        ? Optional.of(new HostPort(host, securePort.getAsInt()))
        : Optional.empty();
  }
}
