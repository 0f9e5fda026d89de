package io.parley.core.model;

import io.parley.core.fault.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/// A model that did not answer, or not in a way that can be used. The message never holds what the
/// customer said.
public final class ModelFailure extends ProviderFailure {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// No connection, a 5xx, a stream cut off.
    UNAVAILABLE,
    /// The provider's own limit (429).
    RATE_LIMITED,
    /// It did not answer in time.
    TIMEOUT,
    /// It refuses this request, such as a prompt that is too long. Another model may take it.
    REFUSED,
    /// Its filter withholds the answer, before it begins or in the middle. Asking anybody else for
    /// the same would be getting around the filter.
    FILTERED,
    /// It refuses us, whatever we ask: wrong key, unknown model, an empty account.
    DENIED,
    /// It answered something that is not its protocol.
    GARBAGE,
    /// It answered in its protocol, but nothing that can be used: no words, a broken call of a
    /// tool, words without end. That is this request's, and says nothing against the provider.
    UNUSABLE,
    /// We do not ask: what may be spent is spent.
    BUDGET_SPENT
  }

  private final Category category;

  public ModelFailure(Category category, String message, Throwable cause) {
    this(category, message, Optional.empty(), cause);
  }

  /// @param retryAfter how long the provider wants to be left alone (RFC 9110, section 10.2.3)
  public ModelFailure(
      Category category, String message, Optional<Duration> retryAfter, Throwable cause) {
    super(message, retryAfter, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }

  /// Whether the call is over with it, whoever else could be asked.
  public boolean endsTheCall() {
    return category == Category.BUDGET_SPENT || category == Category.FILTERED;
  }

  @Override
  public boolean retryable() {
    return switch (category) {
      case UNAVAILABLE, RATE_LIMITED, TIMEOUT, GARBAGE, UNUSABLE -> true;
      case REFUSED, FILTERED, DENIED, BUDGET_SPENT -> false;
    };
  }

  @Override
  public Blame blame() {
    return switch (category) {
      case UNAVAILABLE, TIMEOUT, GARBAGE -> Blame.COUNTS;
      case RATE_LIMITED -> blameForLimit();
      case DENIED -> Blame.HOPELESS;
      // what one customer's words bring about is no reason to keep the others from it
      case REFUSED, FILTERED, UNUSABLE, BUDGET_SPENT -> Blame.NONE;
    };
  }
}
