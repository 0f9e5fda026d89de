package io.parley.identity.customer;

import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.TokenRefusal;
import io.parley.identity.jws.VerificationKey;
import java.util.List;
import java.util.Optional;

/// Which of a company's keys a token names. The key decides the algorithm.
sealed interface KeyChoice {
  record Chosen(VerificationKey key) implements KeyChoice {}

  record None(TokenRefusal reason) implements KeyChoice {}

  /// A token without a `kid`, and a key without an id, are matched by the algorithm, if that leaves
  /// one key.
  static KeyChoice of(List<VerificationKey> keys, Optional<String> kid, JwsAlgorithm algorithm) {
    var named =
        keys.stream()
            .filter(key -> kid.isEmpty() || key.id().isEmpty() || key.id().equals(kid))
            .toList();
    if (named.isEmpty()) return new None(TokenRefusal.KEY);
    var suitable = named.stream().filter(key -> key.algorithm() == algorithm).toList();
    if (suitable.isEmpty()) return new None(TokenRefusal.ALGORITHM);
    return suitable.size() == 1 ? new Chosen(suitable.getFirst()) : new None(TokenRefusal.KEY);
  }
}
