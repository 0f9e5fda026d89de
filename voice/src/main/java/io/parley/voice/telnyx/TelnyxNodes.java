package io.parley.voice.telnyx;

import io.parley.voice.telnyx.TelnyxNode.Message;
import io.parley.voice.telnyx.TelnyxNode.Told;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/// All nodes that take webhooks of Telnyx, each with an actor. Thread safe.
public final class TelnyxNodes implements TelnyxOthers {
  private final AtomicReference<TelnyxLines> lines = new AtomicReference<>();
  private final ActorRef<Message> own;
  private volatile Set<ActorRef<Message>> nodes = Set.of();

  private TelnyxNodes(ActorSystem<?> system) {
    own =
        system.systemActorOf(
            TelnyxNode.create(this::told, all -> nodes = all), "telnyx", Props.empty());
  }

  /// Others learn of this node. Their news before [#lead] is lost.
  public static TelnyxNodes start(ActorSystem<?> system) {
    return new TelnyxNodes(system);
  }

  /// Once.
  ///
  /// @param to takes what comes from other nodes; @return the same
  public TelnyxLines lead(TelnyxLines to) {
    lines.set(to);
    return to;
  }

  private void told(TelnyxEvent.Target target, boolean answered) {
    Optional.ofNullable(lines.get()).ifPresent(to -> to.told(target, answered));
  }

  @Override
  public void tell(TelnyxEvent.Target target, boolean answered) {
    var told = new Told(target.call(), target.attempt(), answered);
    for (var node : nodes) if (!node.equals(own)) node.tell(told);
  }

  @Override
  public boolean hasOthers() {
    return others() > 0;
  }

  /// How many nodes there are besides this one.
  int others() {
    var all = nodes;
    return all.contains(own) ? all.size() - 1 : all.size();
  }
}
