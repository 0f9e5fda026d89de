package io.parley.persistence.journal;

import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/// How the journal of this actor system seals its events. One for each actor system, because it is
/// Pekko that makes the journal.
public final class JournalSeal implements Extension {
  private volatile EventBytes bytes = new EventBytes();

  private JournalSeal() {}

  public static JournalSeal of(ActorSystem system) {
    return Id.INSTANCE.get(system);
  }

  /// From now on; to be told before any session is at work.
  public void use(EventBytes sealing) {
    bytes = sealing;
  }

  EventBytes bytes() {
    return bytes;
  }

  private static final class Id extends AbstractExtensionId<JournalSeal> {
    private static final Id INSTANCE = new Id();

    @Override
    public JournalSeal createExtension(ExtendedActorSystem system) {
      return new JournalSeal();
    }
  }
}
