package io.parley.core.speech;

import io.parley.core.fault.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/// A failure of a speech engine. The message never contains spoken words.
public final class SpeechFailure extends ProviderFailure {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// No connection, a process that died, a model that is not there.
    UNAVAILABLE,
    /// The provider's own limit.
    RATE_LIMITED,
    /// It fell silent, or could not keep pace.
    TIMEOUT,
    /// It refuses this language, voice or text. Another engine may take it.
    REFUSED,
    /// It refuses all our requests: wrong key, an empty account.
    DENIED,
    /// Its answer violates its protocol, or is not sound.
    GARBAGE
  }

  private final Category category;

  public SpeechFailure(Category category, String message, Throwable cause) {
    this(category, message, Optional.empty(), cause);
  }

  /// @param retryAfter how long the provider wants to be left alone (RFC 9110, section 10.2.3)
  public SpeechFailure(
      Category category, String message, Optional<Duration> retryAfter, Throwable cause) {
    super(message, retryAfter, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }

  @Override
  public boolean retryable() {
    return switch (category) {
      case UNAVAILABLE, RATE_LIMITED, TIMEOUT, GARBAGE -> true;
      case REFUSED, DENIED -> false;
    };
  }

  @Override
  public Blame blame() {
    return switch (category) {
      case UNAVAILABLE, TIMEOUT, GARBAGE -> Blame.COUNTS;
      case RATE_LIMITED -> blameForLimit();
      case DENIED -> Blame.HOPELESS;
      case REFUSED -> Blame.NONE;
    };
  }
}
