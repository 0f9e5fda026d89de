package io.parley.identity.key;

import io.parley.core.identity.SigningKeys;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A change of the stored keys that is due.
///
/// @param fresh when a new key begins to sign; empty if none is made
/// @param removed ids of keys
record RotationPlan(Optional<Instant> fresh, Set<String> removed) {
  RotationPlan {
    removed = Set.copyOf(removed);
  }

  /// By the schedule: the first key at once, each further one published ahead of the end of the
  /// newest one's period.
  static RotationPlan scheduled(KeyRing ring, Instant now) {
    return new RotationPlan(scheduledStart(ring, now), gone(ring, now));
  }

  private static Optional<Instant> scheduledStart(KeyRing ring, Instant now) {
    if (ring.keys().isEmpty()) return Optional.of(now);
    var terms = ring.terms();
    var end = ring.keys().getLast().signsFrom().plus(terms.period());
    var soonest = now.plus(terms.ahead());
    if (end.isAfter(soonest)) return Optional.empty();
    return Optional.of(soonest);
  }

  /// By command: a new key as soon as verifiers know it. Nothing is added if one is published
  /// already, or at the limit of keys.
  static RotationPlan commanded(KeyRing ring, Instant now) {
    var scheduled = scheduled(ring, now);
    boolean isUnderWay =
        ring.keys().stream().anyMatch(key -> ring.state(key, now) == KeyState.NEXT);
    boolean isFull = ring.keys().size() - scheduled.removed().size() >= SigningKeys.COUNT_MAX;
    if (scheduled.fresh().isPresent() || isUnderWay || isFull) return scheduled;
    return new RotationPlan(Optional.of(now.plus(ring.terms().ahead())), scheduled.removed());
  }

  /// A key that became known to others: its tokens are refused from now on. If it signs, another
  /// one does at once; verifiers that do not know it yet ask again for an unknown `kid`.
  static RotationPlan withdrawn(KeyRing ring, String id, Instant now) {
    var removed = new HashSet<>(gone(ring, now));
    var withdrawn = ring.keys().stream().filter(key -> key.id().equals(id)).findFirst();
    if (withdrawn.isEmpty()) return new RotationPlan(Optional.empty(), removed);
    removed.add(id);
    boolean signs = ring.state(withdrawn.get(), now) == KeyState.CURRENT;
    return new RotationPlan(signs ? Optional.of(now) : Optional.empty(), removed);
  }

  private static Set<String> gone(KeyRing ring, Instant now) {
    return ring.keys().stream()
        .filter(key -> ring.state(key, now) == KeyState.GONE)
        .map(SigningKey::id)
        .collect(Collectors.toSet());
  }

  boolean isEmpty() {
    return fresh.isEmpty() && removed.isEmpty();
  }
}
