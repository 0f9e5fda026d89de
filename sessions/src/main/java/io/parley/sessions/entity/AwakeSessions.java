package io.parley.sessions.entity;

import io.parley.sessions.entity.SessionEntity.Message;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorSignalInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// How many sessions are awake on this node. Counted around them, so that one that is trying again
/// after its journal failed counts, too. Thread safe.
public final class AwakeSessions {
  private final AtomicInteger awake = new AtomicInteger();

  public int count() {
    return awake.get();
  }

  /// @param session of which one actor will be made
  Behavior<Message> counted(Behavior<Message> session) {
    return Behaviors.setup(
        _ -> {
          awake.incrementAndGet();
          return Behaviors.intercept(Counting::new, session);
        });
  }

  private final class Counting extends BehaviorSignalInterceptor<Message> {
    @Override
    public Behavior<Message> aroundSignal(
        TypedActorContext<Message> context, Signal signal, SignalTarget<Message> target) {
      if (signal instanceof PostStop) awake.decrementAndGet();
      return target.apply(context, signal);
    }
  }
}
