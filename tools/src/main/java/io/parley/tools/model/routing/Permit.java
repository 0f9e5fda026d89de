package io.parley.tools.model.routing;

import io.parley.core.model.ModelFailure;
import java.util.concurrent.atomic.AtomicBoolean;

/// A place at an endpoint. It is returned once, with the attempt's outcome; later outcomes do not
/// count.
final class Permit {
  private final Endpoint endpoint;
  private final AtomicBoolean given = new AtomicBoolean();

  Permit(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  void succeeded() {
    if (given.compareAndSet(false, true)) endpoint.succeeded();
  }

  void failed(ModelFailure failure) {
    if (given.compareAndSet(false, true)) endpoint.failed(failure);
  }

  /// Returns the place without an outcome: the attempt was ended from outside.
  void released() {
    if (given.compareAndSet(false, true)) endpoint.released();
  }
}
