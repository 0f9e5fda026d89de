package io.parley.core.money;

import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// A stretch of spending that one limit holds for.
///
/// @param bounds empty for a session, which lasts as long as it lasts
public record Period(Key key, Optional<Bounds> bounds) {

  /// The name of a period, in the order in which several are locked.
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
