package io.parley.voice.telephony;

/// A request to a provider that failed. The message names the provider and the category, never a
/// number or a word of the answer.
public final class TelephonyFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The reason of a failure.
  public enum Category {
    /// The provider refuses the request as it is: a number that does not exist, a call that is
    /// over.
    REFUSED,
    /// The provider does not accept our credentials.
    CREDENTIALS,
    /// Too many requests.
    LIMITED,
    /// The provider is unreachable, too slow, or reports a failure of its own.
    UNAVAILABLE,
    /// The answer is not what the provider's documents say.
    GARBAGE
  }

  private final Category category;
  private final boolean sent;
  private final String code;

  /// @param sent whether the request may have had its effect
  /// @param code of the provider, for its documents; may be empty
  public TelephonyFailure(
      String provider, Category category, boolean sent, String code, Throwable cause) {
    super("%s: %s%s".formatted(provider, category, code.isEmpty() ? "" : ", code " + code), cause);
    this.category = category;
    this.sent = sent;
    this.code = code;
  }

  public Category category() {
    return category;
  }

  /// Whether the request may have had its effect: if not, it certainly had none.
  public boolean mayHaveHappened() {
    return sent;
  }

  /// The provider's own number of the error; may be empty.
  public String code() {
    return code;
  }

  public boolean retryable() {
    return switch (category) {
      case LIMITED, UNAVAILABLE -> !sent;
      case REFUSED, CREDENTIALS, GARBAGE -> false;
    };
  }
}
