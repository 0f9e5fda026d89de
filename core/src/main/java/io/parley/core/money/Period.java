package io.parley.core.money;

import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// A period of spending with one limit.
///
/// @param bounds empty for a session, which has no fixed end
public record Period(Key key, Optional<Bounds> bounds) {

  /// The key of a period. Its order is the order in which several are locked.
  ///
  /// @param id a session's id, `2026-11-21`, `2026-W47`, `2026-11`
  public record Key(TenantId tenant, BudgetScope scope, String id) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.<Key, String>comparing(key -> key.tenant().value())
            .thenComparing(Key::scope)
            .thenComparing(Key::id);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /// From `start`, inclusive, to `end`, exclusive.
  public record Bounds(Instant start, Instant end) {}
}
