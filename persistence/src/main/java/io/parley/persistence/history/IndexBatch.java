package io.parley.persistence.history;

import io.parley.core.journal.Damage;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.journal.StoredEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The index rows that one step works on. An event that does not continue its session's row changes
/// nothing: from there on that session, and only that one, is damaged.
final class IndexBatch {
  private final Map<SessionKey, IndexRow> rows = new HashMap<>();
  private final Map<SessionKey, Damage> found = new HashMap<>();
  private final Set<SessionKey> unreadable;
  private long beginningGone;

  /// @param unreadable sessions whose row exists, but cannot be read
  IndexBatch(Collection<IndexRow> before, Set<SessionKey> unreadable) {
    for (var row : before) rows.put(row.listing().key(), row);
    this.unreadable = Set.copyOf(unreadable);
  }

  /// @return whether the row of its session includes the event, since now or before
  boolean take(SessionKey key, StoredEvent stored) {
    var row = rows.get(key);
    if (row != null && stored.seq() <= row.listing().seq()) return stored.event().isPresent();
    // events after the first damage are not examined
    if (found.containsKey(key)) return false;
    // its row is rebuilt from its first event, not within this step: that may take long
    if (unreadable.contains(key) && row == null && stored.seq() > 1)
      return broken(key, new Damage(stored.seq(), Damage.Category.UNREADABLE));
    if (row != null && stored.seq() > row.listing().seq() + 1)
      return broken(key, new Damage(row.listing().seq() + 1, Damage.Category.MISSING));
    if (stored.recorded().isEmpty()) return broken(key, stored.damage().orElseThrow());
    var recorded = stored.recorded().get();
    if (row != null) rows.put(key, row.after(recorded));
    else if (recorded.event() instanceof SessionStarted started)
      rows.put(key, IndexRow.first(key, recorded, started));
    else if (stored.seq() == 1) return broken(key, new Damage(1, Damage.Category.IMPOSSIBLE));
    else {
      // the beginning of an archived session may have left the journal before the index was rebuilt
      beginningGone++;
      return false;
    }
    return true;
  }

  private boolean broken(SessionKey key, Damage damage) {
    found.put(key, damage);
    return false;
  }

  /// The session's row; must exist.
  IndexRow row(SessionKey key) {
    return rows.get(key);
  }

  Collection<IndexRow> rows() {
    return rows.values();
  }

  Map<SessionKey, Damage> found() {
    return Map.copyOf(found);
  }

  long beginningGone() {
    return beginningGone;
  }
}
