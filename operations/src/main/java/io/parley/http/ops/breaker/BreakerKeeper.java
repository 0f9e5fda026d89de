package io.parley.http.ops.breaker;

import io.parley.http.ops.breaker.BreakerControls.Breaker;
import io.parley.sessions.wire.Wire;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/// Answers for its node's breakers to all nodes, which find it by [#KEY].
public final class BreakerKeeper {
  public static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "breakers");

  /// Messages between nodes.
  public sealed interface Message extends Wire {}

  public record Tell(ActorRef<Told> replyTo) implements Message {}

  public record Reset(String name, ActorRef<WasReset> replyTo) implements Message {}

  public record Told(List<Breaker> breakers) implements Wire {
    public Told {
      breakers = List.copyOf(breakers);
    }
  }

  /// @param known whether the node has a breaker of that name
  public record WasReset(boolean known) implements Wire {}

  private BreakerKeeper() {}

  public static Behavior<Message> create(BreakerControls controls) {
    return Behaviors.setup(
        context -> {
          context
              .getSystem()
              .receptionist()
              .tell(Receptionist.register(KEY, context.getSelf().narrow()));
          return Behaviors.receiveMessage(
              message -> {
                switch (message) {
                  case Tell(var replyTo) -> replyTo.tell(new Told(controls.breakers()));
                  case Reset(var name, var replyTo) -> {
                    boolean known = controls.reset(name);
                    context.getLog().info("an operator has reset {} (known: {})", name, known);
                    replyTo.tell(new WasReset(known));
                  }
                }
                return Behaviors.same();
              });
        });
  }
}
