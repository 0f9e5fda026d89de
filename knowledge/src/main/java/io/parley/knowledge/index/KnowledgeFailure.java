package io.parley.knowledge.index;

import io.parley.core.fault.Stages;
import io.parley.core.journal.StoreFailure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.lucene.util.ThreadInterruptedException;

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

  /// Of a failed opening or change of an index.
  static KnowledgeFailure of(Throwable failure, String message) {
    return new KnowledgeFailure(
        isRefused(failure) ? Category.CLOSED : Category.UNAVAILABLE, message, failure);
  }

  /// Of a failed search; other failures than those of an index are bugs.
  static RuntimeException ofSearch(Throwable failure) {
    return switch (Stages.cause(failure)) {
      case KnowledgeFailure known -> known;
      case TimeoutException late ->
          new KnowledgeFailure(Category.NOT_READY, "the index is still being built", late);
      case RejectedExecutionException closed ->
          new KnowledgeFailure(Category.CLOSED, "the knowledge base is closed", closed);
      case Throwable bug -> new CompletionException(bug);
    };
  }

  /// Our own threads accept no more work, or are interrupted: this node is shutting down.
  static boolean isRefused(Throwable failure) {
    return failure instanceof RejectedExecutionException
        || failure instanceof ThreadInterruptedException
        || (failure.getCause() != null && isRefused(failure.getCause()));
  }

  @Override
  public boolean retryable() {
    return true;
  }

  public Category category() {
    return category;
  }
}
