package io.parley.knowledge.index;

import io.parley.core.journal.StoreFailure;

/// A search that could not be made. Searching has no effect, so it may always be tried again. The
/// message never contains the query.
public final class KnowledgeFailure extends RuntimeException implements StoreFailure {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// The tenant's index is still being built; try a little later.
    NOT_READY,
    /// The articles could not be read, so that there is no index at all.
    UNAVAILABLE,
    /// Too many searches at once.
    OVERLOADED,
    /// This node is shutting down.
    CLOSED
  }

  private final Category category;

  KnowledgeFailure(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  @Override
  public boolean retryable() {
    return true;
  }

  public Category category() {
    return category;
  }
}
