package io.parley.http.session;

import io.parley.core.session.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionKey;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.sessions.SessionView;
import io.parley.sessions.Sessions;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// What the edge asks of sessions: the public door of [Sessions], as an interface, so that the edge
/// can be tried without a cluster behind it.
public interface SessionDoor {
  /// @param trace under which belongs what comes of it
  CompletionStage<Answer> ask(
      SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace);

  CompletionStage<Optional<SessionView>> view(SessionKey key);

  Source<Heard, NotUsed> listen(SessionKey key, long after);

  void typing(SessionKey key, Party by);

  /// How many sessions are awake on this node.
  int awake();

  /// How many nodes share the sessions, and the limits over all of them.
  default int nodes() {
    return 1;
  }

  static SessionDoor of(Sessions sessions) {
    return new SessionDoor() {
      @Override
      public CompletionStage<Answer> ask(
          SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
        return sessions.ask(key, command, requestId, trace);
      }

      @Override
      public CompletionStage<Optional<SessionView>> view(SessionKey key) {
        return sessions.view(key);
      }

      @Override
      public Source<Heard, NotUsed> listen(SessionKey key, long after) {
        return sessions.listen(key, after);
      }

      @Override
      public void typing(SessionKey key, Party by) {
        sessions.typing(key, by);
      }

      @Override
      public int awake() {
        return sessions.awake();
      }

      @Override
      public int nodes() {
        return sessions.nodes();
      }
    };
  }
}
