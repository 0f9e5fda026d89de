package io.parley.core.webhook;

import java.time.Duration;
import java.util.Optional;

/// The outcome of an attempt to deliver a message. It has no word of the receiver's answer.
public sealed interface HookOutcome {

  /// The receiver has taken it.
  ///
  /// @param status 200 to 299
  record Taken(int status) implements HookOutcome {}

  /// The receiver has answered with another status, redirects included.
  ///
  /// @param retryAfter as long as it asks to be left alone
  record Refused(int status, Optional<Duration> retryAfter) implements HookOutcome {
    private static final int GONE = 410;

    /// Whether it wants no further messages: Standard Webhooks, "Deliverability", and RFC 9110,
    /// section 15.5.11.
    public boolean isGone() {
      return status == GONE;
    }
  }

  /// There was no answer.
  ///
  /// @param reason a word such as `timeout`
  record Unreached(String reason) implements HookOutcome {}

  /// The status, or a word: what people see of a failed attempt.
  default Optional<String> error() {
    return switch (this) {
      case Taken _ -> Optional.empty();
      case Refused(int status, var _) -> Optional.of("status " + status);
      case Unreached(var reason) -> Optional.of(reason);
    };
  }

  /// The status of the answer.
  default Optional<Integer> answered() {
    return switch (this) {
      case Taken(int status) -> Optional.of(status);
      case Refused(int status, var _) -> Optional.of(status);
      case Unreached _ -> Optional.empty();
    };
  }
}
