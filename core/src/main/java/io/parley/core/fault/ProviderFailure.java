package io.parley.core.fault;

import java.time.Duration;
import java.util.Optional;

/// The failure of an external provider, such as of a model or of speech. The message never contains
/// words of a conversation.
public abstract class ProviderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The effect of a failure on the provider's breaker.
  public enum Blame {
    /// A number of these in a row opens the breaker.
    COUNTS,
    /// Opens the breaker at once: the next request would fail as well.
    HOPELESS,
    /// No effect: the provider works.
    NONE
  }

  // null if the provider does not say; an Optional cannot be a field of a Serializable class
  private final Duration retryAfter;

  /// @param retryAfter the provider's requested pause (RFC 9110, section 10.2.3)
  /// @param cause null where there is none
  protected ProviderFailure(String message, Optional<Duration> retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter.orElse(null);
  }

  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /// Whether a later request to the same provider may succeed.
  public abstract boolean retryable();

  public abstract Blame blame();

  /// The blame for the provider's own rate limit. With a requested pause it is none, for the
  /// provider works; without one it counts, to avoid hammering the provider.
  protected final Blame blameForLimit() {
    return retryAfter == null ? Blame.COUNTS : Blame.NONE;
  }
}
