package io.parley.identity.customer;

import io.parley.core.setting.Expect;
import java.time.Duration;

/// Terms of customers' tokens.
///
/// @param lifeMax the longest time from issue to expiry
/// @param skew by which the company's clock may differ
public record CustomerTerms(Duration lifeMax, Duration skew) {
  private static final Duration SKEW_MAX = Duration.ofMinutes(5);

  public CustomerTerms {
    Expect.positive("lifeMax", lifeMax);
    Expect.notNegative("skew", skew);
    Expect.atMost("skew", skew, SKEW_MAX);
  }
}
