package io.parley.sessions.entity;

import io.parley.sessions.SessionQueues;
import io.parley.sessions.entity.SessionEntity.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRefWithCell;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Counts the sessions awake on this node and the messages that wait before them. Counted outside
/// the session's actor, so that one that retries after its journal failed is included. Thread safe.
public final class AwakeSessions {
  /// Keyed by object, not by session: two incarnations of one session may overlap.
  private final Set<Awake> awake = ConcurrentHashMap.newKeySet();

  public int count() {
    return awake.size();
  }

  /// Iterates over all of them: a millisecond for ten thousand, at no cost to senders.
  public SessionQueues queues() {
    long mailbox = 0;
    int mailboxMax = 0;
    long stash = 0;
    int stashMax = 0;
    for (var session : awake) {
      int sent = session.mailbox();
      int kept = session.stash.count();
      mailbox += sent;
      stash += kept;
      mailboxMax = Math.max(mailboxMax, sent);
      stashMax = Math.max(stashMax, kept);
    }
    return new SessionQueues(mailbox, mailboxMax, stash, stashMax);
  }

  /// @param session creates the behavior of one actor, and counts its messages
  Behavior<Message> counted(Function<StashCount, Behavior<Message>> session) {
    return Behaviors.setup(
        context -> {
          var counting = new Awake(context.getSelf());
          awake.add(counting);
          return Behaviors.intercept(() -> counting, session.apply(counting.stash));
        });
  }

  /// One awake session.
  private final class Awake extends BehaviorInterceptor<Message, Message> {
    private final ActorRef<Message> actor;
    private final StashCount stash = new StashCount();

    Awake(ActorRef<Message> actor) {
      super(Message.class);
      this.actor = actor;
    }

    /// Pekko's internal API: the type is public only because it is Scala's.
    private int mailbox() {
      return Adapter.toClassic(actor) instanceof ActorRefWithCell local
          ? local.underlying().numberOfMessages()
          : 0;
    }

    @Override
    public Behavior<Message> aroundReceive(
        TypedActorContext<Message> context, Message message, ReceiveTarget<Message> target) {
      stash.taken();
      return target.apply(context, message);
    }

    @Override
    public Behavior<Message> aroundSignal(
        TypedActorContext<Message> context, Signal signal, SignalTarget<Message> target) {
      if (signal instanceof PostStop) awake.remove(this);
      return target.apply(context, signal);
    }
  }
}
