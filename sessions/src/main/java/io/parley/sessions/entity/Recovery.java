package io.parley.sessions.entity;

import io.parley.core.journal.Damage;
import io.parley.core.journal.Replayed;
import io.parley.core.journal.Unreadable;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.apache.pekko.persistence.typed.EventAdapter;
import org.apache.pekko.persistence.typed.EventSeq;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.SnapshotFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks a session's events while they are replayed. An event that is unreadable, missing or
/// impossible does not fail the recovery, which would be retried for ever: later events are
/// ignored, and the session learns at the end that it is damaged.
final class Recovery extends EventAdapter<SessionEvent, Object> {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final LongSupplier number;
  private final BiFunction<SessionState, SessionEvent, SessionState> rules;
  private boolean replaying;
  private Optional<Damage> damage = Optional.empty();

  /// @param number of the newest event that the journal has returned
  /// @param rules compute the state after an event
  Recovery(LongSupplier number, BiFunction<SessionState, SessionEvent, SessionState> rules) {
    this.number = number;
    this.rules = rules;
  }

  @Override
  public Object toJournal(SessionEvent event) {
    return event;
  }

  @Override
  public String manifest(SessionEvent event) {
    return "";
  }

  /// Receives each event from the journal, right before [#evolve] does.
  @Override
  public EventSeq<SessionEvent> fromJournal(Object stored, String manifest) {
    if (stored instanceof SessionEvent event) {
      replaying = true;
      return EventSeq.single(event);
    }
    // the event's number is unknown here; if one before it is missing, this one is just as true
    var category = stored instanceof Unreadable(var why) ? why : Damage.Category.UNREADABLE;
    broken(new Damage(number.getAsLong() + 1, category));
    return EventSeq.empty();
  }

  /// A new event is judged by the rules alone: one that cannot follow is a bug.
  SessionState evolve(SessionState before, SessionEvent event) {
    if (!replaying) return rules.apply(before, event);
    replaying = false;
    if (damage.isPresent()) return before;
    return switch (Replayed.next(before, number.getAsLong(), event)) {
      case Replayed.Sound(var state) -> state;
      case Replayed.Broken(var found) -> {
        broken(found);
        yield before;
      }
    };
  }

  private void broken(Damage found) {
    if (damage.isEmpty()) damage = Optional.of(found);
  }

  /// Whether the whole replayed journal is damaged.
  Optional<Damage> completed(SessionState state) {
    if (damage.isEmpty() && number.getAsLong() != state.seq())
      broken(new Damage(state.seq() + 1, Damage.Category.MISSING));
    return damage;
  }

  /// A partial state must never be taken for a whole one once the journal is repaired: Pekko saves
  /// a snapshot of its own accord after a long replay. The state it gets instead cannot be stored.
  SnapshotAdapter<SessionState> snapshots() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(SessionState state) {
        return damage.<Object>map(found -> new Unreadable(found.category())).orElse(state);
      }

      @Override
      public SessionState fromJournal(Object stored) {
        return (SessionState) stored;
      }
    };
  }

  /// Snapshots only make waking faster.
  void snapshotFailed(SnapshotFailed failed) {
    if (damage.isEmpty())
      LOG.warn(
          "snapshot {} of {} is not stored: {}",
          failed.metadata().sequenceNr(),
          failed.metadata().persistenceId(),
          failed.failure().toString());
  }

  /// The replay broke off: all of it is repeated.
  void failed() {
    replaying = false;
    damage = Optional.empty();
  }
}
