package io.parley.tools.model.routing;

import io.parley.core.model.ModelFailure;
import java.util.concurrent.atomic.AtomicBoolean;

/// A place at an endpoint. It is returned once, with the attempt's outcome; later outcomes do not
/// count.
final class Permit {
  private final Endpoint endpoint;
  private final Runnable returned;
  private final AtomicBoolean given = new AtomicBoolean();

  /// @param returned is told when it was returned; must be quick, and start or end no call
  Permit(Endpoint endpoint, Runnable returned) {
    this.endpoint = endpoint;
    this.returned = returned;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  void succeeded() {
    once(endpoint::succeeded);
  }

  void failed(ModelFailure failure) {
    once(() -> endpoint.failed(failure));
  }

  /// Returns the place without an outcome: the attempt was ended from outside.
  void released() {
    once(endpoint::released);
  }

  private void once(Runnable outcome) {
    if (!given.compareAndSet(false, true)) return;
    outcome.run();
    returned.run();
  }
}
