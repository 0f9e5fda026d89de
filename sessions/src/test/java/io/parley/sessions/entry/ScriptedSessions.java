package io.parley.sessions.entry;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.FormReply;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionPort;
import io.parley.sessions.SessionView;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// Sessions that answer when the test does.
final class ScriptedSessions implements SessionPort {
  /// @param answer to be completed
  record Asked(SessionKey key, SessionCommand command, CompletableFuture<Answer> answer) {}

  final Queue<Asked> asked = new ArrayDeque<>();
  final Map<SessionKey, SessionView> views = new HashMap<>();
  int awake = 7;

  /// Thrown by each request, if there is one.
  Optional<Error> error = Optional.empty();

  @Override
  public CompletionStage<Answer> ask(
      SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
    if (error.isPresent()) throw error.get();
    var question = new Asked(key, command, new CompletableFuture<>());
    asked.add(question);
    return question.answer();
  }

  @Override
  public CompletionStage<Optional<SessionView>> view(SessionKey key) {
    return CompletableFuture.completedStage(Optional.ofNullable(views.get(key)));
  }

  @Override
  public Source<Heard, NotUsed> listen(SessionKey key, long after) {
    return Source.empty();
  }

  @Override
  public void typing(SessionKey key, Party by) {
    throw new UnsupportedOperationException("nobody types here");
  }

  @Override
  public void fill(SessionKey key, String form, FormReply reply) {
    throw new UnsupportedOperationException("nobody calls here");
  }

  @Override
  public void showCall(SessionKey key, CallShown shown) {
    throw new UnsupportedOperationException("nobody calls here");
  }

  @Override
  public void prepare(SessionKey key, Prepare words) {
    throw new UnsupportedOperationException("nobody calls here");
  }

  @Override
  public void unprepare(SessionKey key, String id) {
    throw new UnsupportedOperationException("nobody calls here");
  }

  @Override
  public int awake() {
    return awake;
  }

  @Override
  public int nodes() {
    return 1;
  }
}
