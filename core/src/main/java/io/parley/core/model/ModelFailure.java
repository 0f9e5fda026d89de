package io.parley.core.model;

import io.parley.core.fault.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/// A model's failure to give a usable answer. The message never contains words of the customer.
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
    /// Its content filter withholds the answer, before it begins or in the middle. Asking another
    /// model would circumvent the filter.
    FILTERED,
    /// It refuses all our requests: wrong key, unknown model, an empty account.
    DENIED,
    /// Its answer violates its protocol.
    GARBAGE,
    /// Its answer follows its protocol but is unusable: no words, a broken tool call, endless
    /// words. The cause is this request, not the provider.
    UNUSABLE,
    /// The call is not made: the budget is spent.
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

  /// Whether this failure ends the call, so that no other model is asked.
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
      // a failure caused by one customer's words must not block the provider for others
      case REFUSED, FILTERED, UNUSABLE, BUDGET_SPENT -> Blame.NONE;
    };
  }
}
