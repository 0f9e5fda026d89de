package io.parley.persistence.archive;

import io.parley.core.journal.StoreFailure;

/// Object storage did not do what it was asked, or holds what it should not. Never holds what a
/// session says.
public final class ArchiveFailure extends RuntimeException implements StoreFailure {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// Too much is waiting already. Nothing was done.
    OVERLOADED(true),
    /// No connection, no answer in time, or a fault of the storage's own.
    UNAVAILABLE(true),
    /// The storage does not let us: wrong keys, no right to the bucket, no room. Somebody must see
    /// to it; then the same again will do.
    REFUSED(true),
    /// There is no such archive, or it is not complete.
    NOT_FOUND(false),
    /// What is stored is not what its manifest says, or not what was written. Writing it again
    /// mends it.
    DAMAGED(false),
    /// It is larger than `parley.archive.fetch-bytes-max`.
    TOO_LARGE(false);

    private final boolean retryable;

    Category(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Category category;

  ArchiveFailure(Category category, String detail, Throwable cause) {
    super("archive: " + detail, cause);
    this.category = category;
  }

  ArchiveFailure(Category category, String detail) {
    this(category, detail, null);
  }

  public Category category() {
    return category;
  }

  @Override
  public boolean retryable() {
    return category.retryable;
  }
}
