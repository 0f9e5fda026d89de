package io.parley.persistence.feed;

import io.parley.core.feed.FeedEvent;
import io.parley.core.journal.Damage;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.journal.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One step of a feed, sorted: the events to deliver, and for each session that cannot continue,
/// the number from which its events are left out.
final class SortedEvents {
  private final Map<SessionKey, Long> closed;
  private final Set<SessionKey> behind;
  private final Map<SessionKey, Long> last;
  private final List<FeedEvent> events = new ArrayList<>();
  private final Map<SessionKey, Long> leftOut = new HashMap<>();
  private final Map<SessionKey, Damage> found = new HashMap<>();

  /// @param closed known damaged sessions, with the first event of the damage
  /// @param behind sessions with events that this feed has left out
  /// @param before the number of each session's last event in the journal before those ahead;
  ///   absent for a session whose first events are gone
  SortedEvents(Map<SessionKey, Long> closed, Set<SessionKey> behind, Map<SessionKey, Long> before) {
    this.closed = Map.copyOf(closed);
    this.behind = Set.copyOf(behind);
    this.last = new HashMap<>(before);
  }

  void take(SessionKey key, StoredEvent event) {
    long seq = event.seq();
    if (behind.contains(key) || leftOut.containsKey(key) || isClosed(key, seq)) {
      leftOut.putIfAbsent(key, isClosed(key, seq) ? closed.get(key) : seq);
      return;
    }
    long expected = last.getOrDefault(key, seq - 1) + 1;
    if (seq != expected) broken(key, new Damage(expected, Damage.Category.MISSING));
    else if (event.recorded().isEmpty()) broken(key, event.damage().orElseThrow());
    else {
      events.add(new FeedEvent(key, event.recorded().get()));
      last.put(key, seq);
    }
  }

  private boolean isClosed(SessionKey key, long seq) {
    var from = closed.get(key);
    return from != null && seq >= from;
  }

  private void broken(SessionKey key, Damage damage) {
    found.put(key, damage);
    leftOut.put(key, damage.seq());
  }

  /// Events to deliver, in the order in which they were read.
  List<FeedEvent> events() {
    return List.copyOf(events);
  }

  /// The first event of each session that is not delivered.
  Map<SessionKey, Long> leftOut() {
    return Map.copyOf(leftOut);
  }

  /// Sessions that this step could not advance.
  Map<SessionKey, Damage> found() {
    return Map.copyOf(found);
  }
}
