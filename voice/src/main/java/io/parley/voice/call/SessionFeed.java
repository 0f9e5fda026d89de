package io.parley.voice.call;

import io.parley.core.fault.Stages;
import io.parley.voice.call.CallMessage.FromSession;
import io.parley.voice.call.CallMessage.SessionLost;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;

/// Delivers the session's events to a call, in their order. The call takes them at its own pace,
/// but an event does not wait until the stream has learned that the one before was taken: a reply's
/// first words come right behind the events that open its turn.
final class SessionFeed {
  /// Events under way that the call has not taken.
  static final int AHEAD = 16;

  private SessionFeed() {}

  /// Ends with the actor.
  static void start(
      ActorContext<CallMessage> context,
      Conversation conversation,
      long after,
      InstantSource clock) {
    var call = context.getSelf();
    conversation
        .listen(after)
        .mapAsync(
            AHEAD,
            heard -> {
              var taken = new CompletableFuture<Done>();
              call.tell(new FromSession(heard, clock.instant(), taken));
              return taken;
            })
        .runWith(Sink.ignore(), Materializer.createMaterializer(context))
        .whenComplete((_, failure) -> call.tell(new SessionLost(cause(failure))));
  }

  /// @param failure null when the stream is complete
  private static Throwable cause(Throwable failure) {
    return failure == null
        ? new IllegalStateException("the session's event stream ended")
        : Stages.cause(failure);
  }
}
