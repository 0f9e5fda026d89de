package io.parley.http.session;

import io.parley.core.session.SessionCommand;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.sessions.Answer;
import io.parley.sessions.entry.Visit;
import java.util.concurrent.CompletionStage;

/// Asks sessions on behalf of a request.
public final class Asking {
  private Asking() {}

  /// The number under which the command is stored; any other outcome becomes a problem.
  static CompletionStage<Long> stored(
      Edge edge, Guard.Opened opened, SessionCommand command, Call call) {
    var visit = new Visit(opened.principal(), opened.key(), call.from());
    return edge.entry()
        .ask(visit, command, call.id().value(), call.trace())
        .thenApply(Asking::stored);
  }

  /// @throws ProblemException when it is not stored
  public static long stored(Answer answer) {
    return switch (answer) {
      case Answer.Stored(long seq) -> seq;
      case Answer.Refused(var rejection) -> throw new ProblemException(Problems.of(rejection));
      case Answer.Limited(var limit) -> throw new ProblemException(Problems.of(limit));
      case Answer.Damaged _ -> throw new ProblemException(ProblemType.SESSION_DAMAGED);
    };
  }
}
