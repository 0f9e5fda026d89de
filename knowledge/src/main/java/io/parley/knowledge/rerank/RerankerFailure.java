package io.parley.knowledge.rerank;

import io.parley.core.fault.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/// The failure of a server that orders passages. The message never contains a text or the answer.
public final class RerankerFailure extends ProviderFailure {
  private static final long serialVersionUID = 1L;

  /// The reason of a failure.
  public enum Category {
    /// The server cannot be reached, takes too long, or answered with an error of its own.
    UNAVAILABLE,
    /// The breaker spares the server, or this node sends too many requests.
    SPARED,
    /// The key, or its money, is not accepted.
    DENIED,
    /// Too many requests.
    RATE_LIMITED,
    /// The request is not accepted: another model, too long a text.
    REFUSED,
    /// The answer is not what the protocol says.
    GARBAGE
  }

  private final Category category;

  RerankerFailure(
      Category category, String message, Optional<Duration> retryAfter, Throwable cause) {
    super(message, retryAfter, cause);
    this.category = category;
  }

  RerankerFailure(Category category, String message) {
    this(category, message, Optional.empty(), null);
  }

  /// The reason.
  public Category category() {
    return category;
  }

  @Override
  public boolean retryable() {
    return switch (category) {
      case UNAVAILABLE, SPARED, RATE_LIMITED -> true;
      case DENIED, REFUSED, GARBAGE -> false;
    };
  }

  @Override
  public Blame blame() {
    return switch (category) {
      case UNAVAILABLE, GARBAGE -> Blame.COUNTS;
      case DENIED -> Blame.HOPELESS;
      case RATE_LIMITED -> blameForLimit();
      case SPARED, REFUSED -> Blame.NONE;
    };
  }
}
