package io.parley.core.journal;

/// The common type of all stores' exceptions: tells whether a retry may succeed. An unreachable
/// store is not a bug, and the client should be told so.
public interface StoreFailure {

  /// Whether a later retry may succeed.
  boolean retryable();
}
