package io.parley.identity.key;

import io.parley.identity.jws.JwsAlgorithm;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/// Keys for tests: 30 days each, published 10 minutes ahead.
public final class Keys {
  public static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  public static final Duration AHEAD = Duration.ofMinutes(10);
  public static final Duration PERIOD = Duration.ofDays(30);
  public static final Duration LIFE = Duration.ofHours(1);
  public static final Duration SKEW = Duration.ofMinutes(1);
  static final KeyPairs PAIRS = new KeyPairs(new SecureRandom());

  private Keys() {}

  public static KeyTerms terms(JwsAlgorithm algorithm) {
    return new KeyTerms(algorithm, PERIOD, AHEAD, LIFE, SKEW);
  }

  public static KeyRotation rotation(MemorySigningKeys stored, JwsAlgorithm algorithm) {
    return new KeyRotation(stored, PAIRS, terms(algorithm), Runnable::run);
  }

  /// A ring with one key, which signs from [#START].
  public static KeyRing ring(JwsAlgorithm algorithm) {
    return rotation(new MemorySigningKeys(), algorithm).refresh(START).toCompletableFuture().join();
  }
}
