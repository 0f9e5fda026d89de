package io.parley.identity.refresh;

import io.parley.core.setting.Expect;
import java.time.Duration;

/// Terms of refresh tokens.
///
/// @param absolute time after which a person has to sign in again
/// @param idle time without use after which a person has to sign in again
/// @param grace time in which a used token may be used again, because its answer was lost
public record RefreshTerms(Duration absolute, Duration idle, Duration grace) {
  /// A thief has no longer than this to pass for a lost answer.
  private static final Duration GRACE_MAX = Duration.ofMinutes(2);

  public RefreshTerms {
    Expect.positive("idle", idle);
    Expect.atLeast("absolute", absolute, "idle", idle);
    Expect.notNegative("grace", grace);
    Expect.atMost("grace", grace, GRACE_MAX);
    Expect.less("grace", grace, "idle", idle);
  }
}
