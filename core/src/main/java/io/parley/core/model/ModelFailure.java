package io.parley.core.model;

/// A model that did not answer, or not in a way that can be used. The message never holds what the
/// customer said.
public final class ModelFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// No connection, a 5xx, a stream cut off.
    UNAVAILABLE,
    /// The provider's own limit (429).
    RATE_LIMITED,
    /// It did not answer in time.
    TIMEOUT,
    /// It refuses this request whoever asks: wrong key, prompt too long, content policy.
    REFUSED,
    /// It answered something that is not its protocol.
    GARBAGE
  }

  private final Category category;

  public ModelFailure(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }

  /// Whether the same request may succeed a little later.
  public boolean retryable() {
    return category != Category.REFUSED;
  }
}
