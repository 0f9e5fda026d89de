package io.parley.persistence.journal;

import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/// The seal of this actor system's journal. One per actor system, because Pekko creates the
/// journal.
public final class JournalSeal implements Extension {
  private volatile EventBytes bytes = new EventBytes();

  private JournalSeal() {}

  public static JournalSeal of(ActorSystem system) {
    return Id.INSTANCE.get(system);
  }

  /// Sets the seal from now on; to be called before any session starts.
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
