package io.parley.identity.customer;

import io.parley.identity.jws.CompactJwt;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.TokenRefusal;
import io.parley.identity.jws.VerificationKey;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

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

  /// Why a token is not signed by one of the keys; empty if it is.
  ///
  /// @param find finds keys for a `kid` and an algorithm; empty if none were ever fetched
  static Optional<TokenRefusal> refusal(
      CompactJwt jwt,
      BiFunction<Optional<String>, JwsAlgorithm, Optional<List<VerificationKey>>> find) {
    var algorithm = jwt.headerText("alg").flatMap(JwsAlgorithm::of);
    if (algorithm.isEmpty()) return Optional.of(TokenRefusal.ALGORITHM);
    if (jwt.isExtended()) return Optional.of(TokenRefusal.EXTENDED);
    var kid = jwt.headerText("kid");
    if (kid.isEmpty() && jwt.header().containsKey("kid")) return Optional.of(TokenRefusal.KEY);
    var keys = find.apply(kid, algorithm.get());
    if (keys.isEmpty()) return Optional.of(TokenRefusal.UNREACHABLE);
    return switch (of(keys.get(), kid, algorithm.get())) {
      case None(var reason) -> Optional.of(reason);
      case Chosen(var key) ->
          key.verifies(jwt) ? Optional.empty() : Optional.of(TokenRefusal.SIGNATURE);
    };
  }
}
