package io.parley.identity.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.parley.core.identity.SigningKeys;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The stored keys as this node read them. Immutable.
///
/// @param version of the stored keys; @param loadedAt when they were read
/// @param keys in the order in which they begin to sign
public record KeyRing(long version, Instant loadedAt, List<SigningKey> keys, KeyTerms terms) {
  public KeyRing {
    keys = keys.stream().sorted(Comparator.comparing(SigningKey::signsFrom)).toList();
  }

  /// @throws IllegalArgumentException if a stored key is none
  static KeyRing of(SigningKeys.Ring stored, Instant loadedAt, KeyTerms terms) {
    return new KeyRing(
        stored.version(), loadedAt, stored.keys().stream().map(SigningKey::of).toList(), terms);
  }

  /// The state of a key of this ring.
  public KeyState state(SigningKey key, Instant now) {
    if (key.signsFrom().isAfter(now)) return KeyState.NEXT;
    var successor = successor(key);
    if (successor.isEmpty() || successor.get().signsFrom().isAfter(now)) return KeyState.CURRENT;
    return now.isBefore(terms.goneAfter(successor.get().signsFrom()))
        ? KeyState.RETIRING
        : KeyState.GONE;
  }

  private Optional<SigningKey> successor(SigningKey key) {
    int at = keys.indexOf(key);
    if (at < 0) throw new IllegalArgumentException(key + " is not in this ring");
    return at + 1 < keys.size() ? Optional.of(keys.get(at + 1)) : Optional.empty();
  }

  /// The key that signs now. Empty if there is none, if this node cannot decrypt it, or if the keys
  /// were read so long ago that another node may have begun to sign with a key unknown here: then
  /// this key's tokens would not be verified to their end.
  public Optional<SigningKey> signing(Instant now) {
    if (!now.isBefore(loadedAt.plus(terms.ahead()))) return Optional.empty();
    return current(now).filter(SigningKey::canSign);
  }

  Optional<SigningKey> current(Instant now) {
    return keys.stream().filter(key -> state(key, now) == KeyState.CURRENT).findFirst();
  }

  /// The key of this id, if it signs or is retiring. A key that does not sign yet verifies nothing.
  public Optional<SigningKey> verifying(String id, Instant now) {
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .filter(
            key ->
                switch (state(key, now)) {
                  case CURRENT, RETIRING -> true;
                  // clocks of nodes differ by so much
                  case NEXT -> !key.signsFrom().isAfter(now.plus(terms.skew()));
                  case GONE -> false;
                })
        .findFirst();
  }

  /// The public parts as a JSON Web Key Set (RFC 7517, section 5): all but those that are gone.
  /// Verifiers may cache it for [KeyTerms#ahead].
  public String jwks(Instant now) {
    List<JWK> published =
        keys.stream().filter(key -> state(key, now) != KeyState.GONE).map(SigningKey::jwk).toList();
    return new JWKSet(published).toString(true);
  }
}
