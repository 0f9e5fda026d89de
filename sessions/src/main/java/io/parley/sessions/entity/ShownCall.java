package io.parley.sessions.entity;

import io.parley.sessions.CallShown;
import io.parley.sessions.listener.SessionListeners;
import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/// The call that readers see. The node that holds it may die with it: after a silence it is lost.
final class ShownCall {
  private final ActorContext<SessionEntity.Message> context;
  private final SessionListeners listeners;
  private final Duration patience;
  private Cancellable silence = Cancellable.alreadyCancelled();
  private long news;

  ShownCall(
      ActorContext<SessionEntity.Message> context, SessionListeners listeners, Duration patience) {
    this.context = context;
    this.listeners = listeners;
    this.patience = patience;
  }

  void show(CallShown shown) {
    silence.cancel();
    news++;
    silence = context.scheduleOnce(patience, context.getSelf(), new SessionEntity.CallSilent(news));
    listeners.call(shown);
  }

  /// @param since number of updates when the silence began
  void silent(long since) {
    if (since == news) listeners.callLost();
  }
}
