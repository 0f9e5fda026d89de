package io.parley.core.fault;

import java.time.Duration;
import java.util.Optional;

/// A provider outside, such as of a model or of speech, did not do its part. The message never
/// holds what was said.
public abstract class ProviderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// How a failure counts against the provider.
  public enum Blame {
    /// So many of these in a row, and the provider is not asked for a while.
    COUNTS,
    /// There is no need to count: the next request would fail as well.
    HOPELESS,
    /// Nothing: the provider is as good as before.
    NONE
  }

  // null where the provider does not say; an Optional cannot be a field of what is Serializable
  private final Duration retryAfter;

  /// @param retryAfter how long the provider wants to be left alone (RFC 9110, section 10.2.3)
  /// @param cause null where there is none
  protected ProviderFailure(String message, Optional<Duration> retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter.orElse(null);
  }

  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /// Whether the same provider may do better a little later.
  public abstract boolean retryable();

  public abstract Blame blame();

  /// The blame for a limit of the provider's own: it works. One that does not say for how long is
  /// counted all the same, so as not to be pestered.
  protected final Blame blameForLimit() {
    return retryAfter == null ? Blame.COUNTS : Blame.NONE;
  }
}
