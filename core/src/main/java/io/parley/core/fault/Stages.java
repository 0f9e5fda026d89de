package io.parley.core.fault;

import java.util.concurrent.CompletionException;

/// Failures of stages.
public final class Stages {
  private Stages() {}

  /// The failure itself: a stage that depends on a failed one wraps it.
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
