package io.parley.identity.token;

import io.parley.core.setting.Expect;
import java.time.Duration;

/// Terms of access tokens.
///
/// @param issuer the address of this installation, `iss`
/// @param audience the only one accepted, `aud`
/// @param life of each; @param skew by which clocks may differ
public record AccessTokenTerms(String issuer, String audience, Duration life, Duration skew) {
  private static final Duration LIFE_MAX = Duration.ofHours(24);
  private static final Duration SKEW_MAX = Duration.ofMinutes(5);

  public AccessTokenTerms {
    Expect.notBlank("issuer", issuer);
    Expect.notBlank("audience", audience);
    Expect.positive("life", life);
    Expect.atMost("life", life, LIFE_MAX);
    Expect.notNegative("skew", skew);
    Expect.atMost("skew", skew, SKEW_MAX);
  }
}
