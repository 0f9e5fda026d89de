package io.parley.identity.testing;

import io.parley.core.journal.StoreFailure;

/// The failure of a store that does not answer.
public final class StoreDown extends RuntimeException implements StoreFailure {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean retryable() {
    return true;
  }
}
