package io.parley.http.token;

import io.parley.core.access.Principal;
import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.http.problem.ProblemDetail;
import java.time.Duration;
import java.util.Optional;

/// The result of a token check.
public sealed interface Access {
  /// @param token of a customer; staff's tokens do not expire
  record Granted(Principal principal, Optional<CustomerToken> token) implements Access {}

  /// No token was sent.
  record Missing() implements Access {}

  /// A token of ours that has expired or was revoked.
  record Expired() implements Access {}

  /// Not a token of ours.
  record Unknown() implements Access {}

  /// Not checked, because too many wrong tokens came from the same place.
  ///
  /// @param pause until the next check
  record Slowed(Duration pause) implements Access {
    /// 429, with `Retry-After`.
    public ProblemDetail problem() {
      return ProblemDetail.limited(
          Limit.WRONG_TOKENS.sentence() + " (expected: the right one, after a pause)",
          new Quota("wrong-tokens", 0, pause, 0, pause));
    }
  }
}
