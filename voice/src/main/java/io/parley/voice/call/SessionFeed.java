package io.parley.voice.call;

import io.parley.sessions.Heard;
import io.parley.voice.call.CallMessage.FromSession;
import io.parley.voice.call.CallMessage.SessionLost;
import io.parley.voice.call.CallMessage.SessionOpened;
import io.parley.voice.call.CallMessage.Taken;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.typed.javadsl.ActorSink;

/// Delivers the session's events to a call, one at a time, as fast as the call takes them.
final class SessionFeed {
  private SessionFeed() {}

  private record Arrived(Heard heard, Instant at) {}

  /// Ends with the actor.
  static void start(
      ActorContext<CallMessage> context,
      Conversation conversation,
      long after,
      InstantSource clock) {
    conversation
        .listen(after)
        .map(heard -> new Arrived(heard, clock.instant()))
        .runWith(
            ActorSink.actorRefWithBackpressure(
                context.getSelf(),
                (from, arrived) -> new FromSession(arrived.heard(), arrived.at(), from),
                SessionOpened::new,
                new Taken(),
                new SessionLost(new IllegalStateException("the session's event stream ended")),
                SessionLost::new),
            Materializer.createMaterializer(context));
  }
}
