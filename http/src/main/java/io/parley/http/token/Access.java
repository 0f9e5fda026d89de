package io.parley.http.token;

import io.parley.core.access.Principal;
import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.http.problem.ProblemDetail;
import java.time.Duration;
import java.util.Optional;

/// What a check of a token found.
public sealed interface Access {
  /// @param token of a customer; staff holds tokens that do not run out
  record Granted(Principal principal, Optional<CustomerToken> token) implements Access {}

  /// No token came.
  record Missing() implements Access {}

  /// It was one of ours, and has run out or was revoked.
  record Expired() implements Access {}

  /// It is none of ours.
  record Unknown() implements Access {}

  /// It was not looked at, for too many wrong ones came from the same place.
  ///
  /// @param pause until the next one is
  record Slowed(Duration pause) implements Access {
    /// 429, with `Retry-After`.
    public ProblemDetail problem() {
      return ProblemDetail.limited(
          Limit.WRONG_TOKENS.sentence() + " (expected: the right one, after a pause)",
          new Quota("wrong-tokens", 0, pause, 0, pause));
    }
  }
}
