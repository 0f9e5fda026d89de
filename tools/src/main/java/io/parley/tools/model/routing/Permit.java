package io.parley.tools.model.routing;

import io.parley.core.model.ModelFailure;
import java.util.concurrent.atomic.AtomicBoolean;

/// A place at an endpoint. It is given back once, with what became of the attempt; what is said
/// later does not count.
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

  /// Nothing was learned: somebody else ended the attempt.
  void released() {
    if (given.compareAndSet(false, true)) endpoint.released();
  }
}
