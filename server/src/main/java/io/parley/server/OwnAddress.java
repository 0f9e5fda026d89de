package io.parley.server;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The address that links in mails and on the console begin with: `parley.http.public-url`, or the
/// port of this node, which is known when it is open. Never the name that a request claims.
final class OwnAddress implements Supplier<URI> {
  private final AtomicReference<Optional<URI>> address;

  /// @param configured without a slash at its end
  OwnAddress(Optional<URI> configured) {
    this.address = new AtomicReference<>(configured);
  }

  /// The port for clients is open.
  ///
  /// @param http such as `http://127.0.0.1:8080`
  void opened(String http) {
    address.compareAndSet(Optional.empty(), Optional.of(URI.create(http)));
  }

  @Override
  public URI get() {
    return address
        .get()
        .orElseThrow(() -> new IllegalStateException("the port for clients is not open yet"));
  }
}
