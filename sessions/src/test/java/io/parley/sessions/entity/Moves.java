package io.parley.sessions.entity;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ShardRegion;

/// Makes a session's shard ask it to leave.
public final class Moves {
  private Moves() {}

  /// The shard takes it for the session's own wish: it sends the message that a session gets on a
  /// move, too, and keeps later messages until the session has left. On return that message is in
  /// the session's mailbox.
  public static void tellToGo(ActorSystem<?> system, ActorRef<Void> session) {
    var shard = Adapter.toClassic(system).actorSelection(session.path().parent());
    shard.tell(new ShardRegion.Passivate(new SessionEntity.Sleep()), Adapter.toClassic(session));
    // the shard answers in order
    shard.resolveOne(Duration.ofSeconds(5)).toCompletableFuture().join();
  }
}
