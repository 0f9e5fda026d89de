package io.parley.voice.cluster;

import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.japi.function.Function;

/// How the actors of one kind find each other, one on each node.
public final class Peers {
  private Peers() {}

  /// Makes an actor known to those of its kind on all nodes.
  ///
  /// @param told the message by which it learns which of them are reachable, itself among them, now
  ///   and at each change
  public static <M> void join(
      ActorContext<M> context, ServiceKey<M> kind, Function<Receptionist.Listing, M> told) {
    var receptionist = context.getSystem().receptionist();
    receptionist.tell(Receptionist.register(kind, context.getSelf()));
    var listener = context.messageAdapter(Receptionist.Listing.class, told);
    receptionist.tell(Receptionist.subscribe(kind, listener));
  }
}
