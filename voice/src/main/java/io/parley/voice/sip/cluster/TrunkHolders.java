package io.parley.voice.sip.cluster;

import io.parley.voice.sip.cluster.TrunkHolder.Message;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/// The nodes that register organisations' trunks, each trunk from one of them. For a moment after a
/// change of the cluster it may be from two, or from none. Thread safe.
public final class TrunkHolders {
  private final ActorRef<Message> own;
  private volatile Set<Integer> nodes = Set.of();
  private volatile boolean left;

  private TrunkHolders(ActorSystem<?> system) {
    own = system.systemActorOf(TrunkHolder.create(all -> nodes = all), "sip-trunks", Props.empty());
  }

  /// Others learn of this node.
  public static TrunkHolders start(ActorSystem<?> system) {
    return new TrunkHolders(system);
  }

  /// Whether this node registers a trunk.
  ///
  /// @param trunk its name
  public boolean holds(String trunk) {
    int self = own.path().uid();
    return !left && Rendezvous.holder(trunk, nodes).filter(node -> node == self).isPresent();
  }

  /// This node takes no calls any more: the others register what it has.
  public void leave() {
    if (left) return;
    left = true;
    own.tell(new TrunkHolder.Leave());
  }
}
