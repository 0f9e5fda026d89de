package io.parley.http.session;

import io.parley.core.access.Principal;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionKey;
import io.parley.core.trace.TraceParent;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.RequestId;
import io.parley.sessions.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Asks sessions, and counts what came of it.
final class Asking {
  private Asking() {}

  static CompletionStage<Answer> ask(
      Edge edge,
      SessionKey key,
      SessionCommand command,
      RequestId id,
      Optional<TraceParent> trace) {
    return edge.door()
        .ask(key, command, id.value(), trace)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) edge.metrics().answered(command, answer);
              else edge.metrics().unanswered(command);
            });
  }

  /// The same for somebody whose commands are counted by address.
  static CompletionStage<Answer> ask(
      Edge edge,
      Visitor visitor,
      SessionCommand command,
      RequestId id,
      Optional<TraceParent> trace) {
    return edge.strangers()
        .visitors()
        .refusal(
            visitor.from(), visitor.principal(), visitor.session(), command, edge.clock().instant())
        .thenCompose(
            refused ->
                refused.isPresent()
                    ? CompletableFuture.failedStage(new ProblemException(refused.get()))
                    : ask(edge, visitor.session(), command, id, trace));
  }

  /// Somebody with a token, in the session that it opens.
  record Visitor(RemoteAddress from, Principal principal, SessionKey session) {}

  static CompletionStage<Long> stored(
      Edge edge, Guard.Opened opened, SessionCommand command, Call call) {
    var visitor = new Visitor(call.from(), opened.principal(), opened.key());
    return stored(ask(edge, visitor, command, call.id(), call.trace()));
  }

  /// The number under which the command is stored; whatever else is answered becomes a problem.
  static CompletionStage<Long> stored(
      Edge edge, SessionKey key, SessionCommand command, Call call) {
    return stored(ask(edge, key, command, call.id(), call.trace()));
  }

  private static CompletionStage<Long> stored(CompletionStage<Answer> asked) {
    return asked.thenApply(
        answer ->
            switch (answer) {
              case Answer.Stored(long seq) -> seq;
              case Answer.Refused(var rejection) ->
                  throw new ProblemException(Problems.of(rejection));
              case Answer.Limited(var limit) -> throw new ProblemException(Problems.of(limit));
              case Answer.Damaged _ -> throw new ProblemException(ProblemType.SESSION_DAMAGED);
            });
  }
}
