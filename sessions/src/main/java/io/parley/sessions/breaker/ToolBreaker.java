package io.parley.sessions.breaker;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Follows the node's breaker of one dependency for one session, so that the session does not offer
/// a broken tool to its model.
public final class ToolBreaker {

  public sealed interface Message {}

  record Changed(boolean broken) implements Message {}

  /// Sent to the session at each change.
  public record Availability(String dependency, boolean broken) {}

  private ToolBreaker() {}

  public static Behavior<Message> create(
      String dependency, NodeBreakers node, ActorRef<Availability> session) {
    return Behaviors.setup(
        context -> {
          node.follow(dependency, context.getSelf());
          return Behaviors.receive(Message.class)
              .onMessage(
                  Changed.class,
                  changed -> {
                    session.tell(new Availability(dependency, changed.broken()));
                    return Behaviors.same();
                  })
              .onSignal(
                  PostStop.class,
                  _ -> {
                    node.leave(dependency, context.getSelf());
                    return Behaviors.same();
                  })
              .build();
        });
  }
}
