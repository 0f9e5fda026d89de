package io.parley.persistence.history;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.SessionListing;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.session.AgentEvent.AgentChanged;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.Owed;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.tenant.SessionKey;

/// One session of the index, and the change that an event makes to it.
record IndexRow(SessionListing listing, Owed owed) {

  static IndexRow first(SessionKey key, RecordedEvent recorded, SessionStarted started) {
    return new IndexRow(
        new SessionListing(
            key,
            Status.ACTIVE,
            recorded.seq(),
            started.agent(),
            started.customer(),
            0,
            started.at(),
            started.at()),
        Owed.NOTHING.after(started));
  }

  /// An event that the row already includes changes nothing, so reading the journal again does no
  /// harm.
  IndexRow after(RecordedEvent recorded) {
    if (recorded.seq() <= listing.seq()) return this;
    var event = recorded.event();
    return new IndexRow(
        new SessionListing(
            listing.key(),
            status(event),
            recorded.seq(),
            event instanceof AgentChanged changed ? changed.agent() : listing.agent(),
            listing.customer(),
            event instanceof TurnStarted started ? started.turn() : listing.turns(),
            listing.createdAt(),
            event.at()),
        owed.after(event));
  }

  private Status status(SessionEvent event) {
    if (!(event instanceof LifecycleEvent lifecycle)) return listing.status();
    return switch (lifecycle) {
      case SessionStarted _ -> Status.ACTIVE;
      case SessionEnded _ -> Status.ENDED;
      case SessionArchived _ -> Status.ARCHIVED;
    };
  }
}
