package io.parley.server;

import io.parley.voice.sip.transport.LinkPort;
import java.util.Optional;
import java.util.function.Supplier;

/// The SIP port for the HTTP port, which opens first; empty where telephones cannot call over
/// WebSockets.
final class SipSockets implements Supplier<Optional<LinkPort>> {
  private volatile Optional<LinkPort> port = Optional.empty();

  void are(LinkPort opened) {
    port = Optional.of(opened);
  }

  @Override
  public Optional<LinkPort> get() {
    return port;
  }
}
