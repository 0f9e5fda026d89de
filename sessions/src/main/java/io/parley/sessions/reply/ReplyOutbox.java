package io.parley.sessions.reply;

import io.parley.core.model.Usage;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.reply.ReplyGeneration.Out;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/// Messages from a reply to its session: sent at once or, while the reply is only prepared, when it
/// is adopted. At most a reply's text and its final command wait.
public final class ReplyOutbox {
  private final ActorRef<Out> session;
  private final List<Supplier<? extends Out>> waiting = new ArrayList<>();
  private boolean held;

  private ReplyOutbox(ActorRef<Out> session, boolean held) {
    this.session = session;
    this.held = held;
  }

  public static ReplyOutbox atOnce(ActorRef<Out> session) {
    return new ReplyOutbox(session, false);
  }

  public static ReplyOutbox whenAdopted(ActorRef<Out> session) {
    return new ReplyOutbox(session, true);
  }

  boolean isHeld() {
    return held;
  }

  /// @param out called when it is sent, so that it carries the time of sending
  void tell(Supplier<? extends Out> out) {
    if (held) waiting.add(out);
    else session.tell(out.get());
  }

  /// Usage is reported at once, even of a reply that nobody will want. Called by any thread.
  void spent(Usage usage, Instant at) {
    if (usage.billedTokens() > 0)
      session.tell(new ReplyGeneration.Perform(new SessionCommand.RecordUsage(usage, at)));
  }

  /// Drops the waiting messages.
  void forget() {
    waiting.clear();
  }

  void release() {
    held = false;
    waiting.forEach(out -> session.tell(out.get()));
    waiting.clear();
  }
}
