package io.parley.voice.telnyx;

import io.parley.sessions.wire.Wire;
import io.parley.voice.cluster.Peers;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/// Takes what other nodes have learned about targets of this node's calls. It keeps nothing.
final class TelnyxNode extends AbstractBehavior<TelnyxNode.Message> {
  static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "telnyx");

  sealed interface Message {}

  /// News of a webhook that has reached another node.
  ///
  /// @param call that is to be handed over; @param attempt from 1 on
  /// @param answered whether its target has answered; otherwise the target's call is over
  record Told(String call, int attempt, boolean answered) implements Message, Wire {}

  private record Nodes(Receptionist.Listing listing) implements Message {}

  private final BiConsumer<TelnyxEvent.Target, Boolean> here;
  private final Consumer<Set<ActorRef<Message>>> nodes;

  /// @param here takes what is told; @param nodes receives those that are reachable
  static Behavior<Message> create(
      BiConsumer<TelnyxEvent.Target, Boolean> here, Consumer<Set<ActorRef<Message>>> nodes) {
    return Behaviors.setup(context -> new TelnyxNode(context, here, nodes));
  }

  private TelnyxNode(
      ActorContext<Message> context,
      BiConsumer<TelnyxEvent.Target, Boolean> here,
      Consumer<Set<ActorRef<Message>>> nodes) {
    super(context);
    this.here = here;
    this.nodes = nodes;
    Peers.join(context, KEY, Nodes::new);
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onMessage(Message.class, this::onMessage).build();
  }

  private Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Told(var call, var attempt, var answered) ->
          here.accept(new TelnyxEvent.Target(call, attempt), answered);
      case Nodes(var listing) -> nodes.accept(listing.getServiceInstances(KEY));
    }
    return this;
  }
}
