package io.parley.voice.call;

import io.parley.voice.call.CallActor.FromSession;
import io.parley.voice.call.CallActor.Message;
import io.parley.voice.call.CallActor.SessionLost;
import io.parley.voice.call.CallActor.SessionOpened;
import io.parley.voice.call.CallActor.Taken;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.typed.javadsl.ActorSink;

/// Delivers the session's events to a call, one at a time, as fast as the call takes them.
final class SessionFeed {
  private SessionFeed() {}

  /// Ends with the actor.
  static void start(ActorContext<Message> context, Conversation conversation, long after) {
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
