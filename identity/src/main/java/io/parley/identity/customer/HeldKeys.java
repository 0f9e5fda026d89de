package io.parley.identity.customer;

import io.parley.identity.jws.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keys of one address as they were fetched last. Immutable.
///
/// @param fetchedAt of the last success; @param triedAt of the last try
record HeldKeys(
    List<VerificationKey> keys, Optional<Instant> fetchedAt, Optional<Instant> triedAt) {
  static final HeldKeys NOTHING = new HeldKeys(List.of(), Optional.empty(), Optional.empty());

  /// The shortest time between two tries, whatever tokens say.
  static final Duration PAUSE = Duration.ofMinutes(1);

  /// Keys older than this are fetched again.
  static final Duration FRESH_FOR = Duration.ofHours(1);

  /// Time for which keys of an address that does not answer are used: long enough for a company's
  /// outage, not for ever, since a key that the company removed meanwhile stays in use.
  static final Duration KEPT_FOR = Duration.ofDays(7);

  HeldKeys {
    keys = List.copyOf(keys);
  }

  HeldKeys fetched(List<VerificationKey> fresh, Instant now) {
    return new HeldKeys(fresh, Optional.of(now), Optional.of(now));
  }

  HeldKeys failed(Instant now) {
    return new HeldKeys(keys, fetchedAt, Optional.of(now));
  }

  /// The usable ones; empty if no answer of the address is in use.
  Optional<List<VerificationKey>> known(Instant now) {
    return isOlderThan(KEPT_FOR, now) ? Optional.empty() : Optional.of(keys);
  }

  List<VerificationKey> usable(Instant now) {
    return known(now).orElse(List.of());
  }

  boolean isStale(Instant now) {
    return isOlderThan(FRESH_FOR, now);
  }

  boolean mayTry(Instant now) {
    return triedAt.isEmpty() || !triedAt.get().plus(PAUSE).isAfter(now);
  }

  private boolean isOlderThan(Duration age, Instant now) {
    return fetchedAt.isEmpty() || !fetchedAt.get().plus(age).isAfter(now);
  }
}
