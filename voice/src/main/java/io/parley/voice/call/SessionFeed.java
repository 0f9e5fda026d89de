package io.parley.voice.call;

import io.parley.voice.call.CallMessage.FromSession;
import io.parley.voice.call.CallMessage.SessionLost;
import io.parley.voice.call.CallMessage.SessionOpened;
import io.parley.voice.call.CallMessage.Taken;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.typed.javadsl.ActorSink;

/// Delivers the session's events to a call, one at a time, as fast as the call takes them.
final class SessionFeed {
  private SessionFeed() {}

  /// Ends with the actor.
  static void start(ActorContext<CallMessage> context, Conversation conversation, long after) {
    conversation
        .listen(after)
        .runWith(
            ActorSink.actorRefWithBackpressure(
                context.getSelf(),
                (from, heard) -> new FromSession(heard, from),
                SessionOpened::new,
                new Taken(),
                new SessionLost(new IllegalStateException("the session's event stream ended")),
                SessionLost::new),
            Materializer.createMaterializer(context));
  }
}
