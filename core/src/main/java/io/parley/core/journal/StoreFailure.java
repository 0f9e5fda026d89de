package io.parley.core.journal;

/// What the exceptions of every store have in common, whatever it is made of: they say whether the
/// same request may succeed a little later. A store that is out of reach is no bug, and whoever
/// asked should hear so.
public interface StoreFailure {

  /// Whether the same request may succeed a little later.
  boolean retryable();
}
