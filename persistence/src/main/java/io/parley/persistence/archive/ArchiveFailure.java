package io.parley.persistence.archive;

import io.parley.core.journal.StoreFailure;

/// Object storage failed a request, or contains something unexpected. Never contains words of a
/// session.
public final class ArchiveFailure extends RuntimeException implements StoreFailure {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// The queue is full. Nothing was done.
    OVERLOADED(true),
    /// No connection, no answer in time, or an internal error of the storage.
    UNAVAILABLE(true),
    /// The storage denies access: wrong keys, no right to the bucket, or no space. A person must
    /// fix that; then a retry succeeds.
    REFUSED(true),
    /// There is no such archive, or it is not complete.
    NOT_FOUND(false),
    /// The stored archive does not match its manifest, or the events that were written. Writing it
    /// again repairs it.
    DAMAGED(false),
    /// It is larger than `parley.archive.fetch-bytes-max`.
    TOO_LARGE(false);

    private final boolean retryable;

    Category(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Category category;

  public ArchiveFailure(Category category, String detail, Throwable cause) {
    super("archive: " + detail, cause);
    this.category = category;
  }

  public ArchiveFailure(Category category, String detail) {
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
