package io.parley.sessions.entity;

import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.sessions.JournalPlaces.Plugins;
import io.parley.sessions.entity.SessionEntity.Message;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.scaladsl.EventSourcedBehavior;

/// A session's behavior with its journal and its store of snapshots. The Java API leaves some
/// switches out, and hides that Scala's trait is a behavior.
final class StoredSession {
  private StoredSession() {}

  /// Pekko would also publish each event that is written, by an actor of its own: nobody
  /// subscribes.
  @SuppressWarnings("unchecked")
  static Behavior<Message> in(
      Plugins plugins, EventSourcedBehavior<Message, SessionEvent, SessionState> session) {
    return (Behavior<Message>)
        session
            .withEventPublishing(false)
            .withJournalPluginId(plugins.journal())
            .withSnapshotPluginId(plugins.snapshots());
  }
}
