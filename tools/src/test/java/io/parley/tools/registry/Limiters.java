package io.parley.tools.registry;

import io.parley.tools.limit.CallLimiter;
import io.parley.tools.money.InMemoryAccounts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/// Limiters whose books are in memory.
final class Limiters {
  private Limiters() {}

  static CallLimiter ofOneNode() {
    return new CallLimiter(
        "n", new InMemoryAccounts(), Duration.ofSeconds(30), ZoneOffset.UTC, Clock.systemUTC());
  }
}
