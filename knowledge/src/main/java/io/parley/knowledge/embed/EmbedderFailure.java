package io.parley.knowledge.embed;

import io.parley.core.fault.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/// The failure of a server that makes vectors. The message never contains a text or the answer.
public final class EmbedderFailure extends ProviderFailure {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// The server cannot be reached, takes too long, or answered with an error of its own.
    UNAVAILABLE,
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

  EmbedderFailure(
      Category category, String message, Optional<Duration> retryAfter, Throwable cause) {
    super(message, retryAfter, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }

  @Override
  public boolean retryable() {
    return category == Category.UNAVAILABLE || category == Category.RATE_LIMITED;
  }

  @Override
  public Blame blame() {
    return switch (category) {
      case UNAVAILABLE, GARBAGE -> Blame.COUNTS;
      case DENIED -> Blame.HOPELESS;
      case RATE_LIMITED -> blameForLimit();
      case REFUSED -> Blame.NONE;
    };
  }
}
