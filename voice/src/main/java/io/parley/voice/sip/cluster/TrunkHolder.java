package io.parley.voice.sip.cluster;

import io.parley.voice.cluster.Peers;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/// Stands for a node that takes registrations of organisations' trunks, and learns of the others.
final class TrunkHolder extends AbstractBehavior<TrunkHolder.Message> {
  static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "sip-trunks");

  private final Consumer<Set<Integer>> nodes;

  sealed interface Message {}

  /// This node takes none any more.
  record Leave() implements Message {}

  private record Nodes(Receptionist.Listing listing) implements Message {}

  /// @param nodes receives the numbers of those that are reachable
  static Behavior<Message> create(Consumer<Set<Integer>> nodes) {
    return Behaviors.setup(context -> new TrunkHolder(context, nodes));
  }

  private TrunkHolder(ActorContext<Message> context, Consumer<Set<Integer>> nodes) {
    super(context);
    this.nodes = nodes;
    Peers.join(context, KEY, Nodes::new);
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onMessage(Message.class, this::onMessage).build();
  }

  private Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Leave() ->
          getContext()
              .getSystem()
              .receptionist()
              .tell(Receptionist.deregister(KEY, getContext().getSelf()));
      case Nodes(var listing) ->
          nodes.accept(
              listing.getServiceInstances(KEY).stream()
                  .map(node -> node.path().uid())
                  .collect(Collectors.toUnmodifiableSet()));
    }
    return this;
  }
}
