package io.parley.sessions.entity;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ShardRegion;

/// Makes a session's shard tell it to go.
public final class Moves {
  private Moves() {}

  /// The shard takes it for the session's own wish: it sends what the session is told on a move,
  /// too, and keeps what comes for it until it has gone. On return the session's mailbox holds the
  /// word: what is sent to it later is heard later.
  public static void tellToGo(ActorSystem<?> system, ActorRef<Void> session) {
    var shard = Adapter.toClassic(system).actorSelection(session.path().parent());
    shard.tell(new ShardRegion.Passivate(new SessionEntity.Sleep()), Adapter.toClassic(session));
    // the shard answers in turn
    shard.resolveOne(Duration.ofSeconds(5)).toCompletableFuture().join();
  }
}
