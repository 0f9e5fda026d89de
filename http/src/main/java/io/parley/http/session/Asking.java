package io.parley.http.session;

import io.parley.core.session.SessionCommand;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import io.parley.sessions.Answer;
import io.parley.sessions.entry.Visit;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

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

  /// The answer to a request whose command is stored.
  ///
  /// @param id of the command; @param seq the number under which it is stored
  public static HttpResponse accepted(String id, long seq) {
    return Replies.json(202, JsonText.object().put("id", id).put("seq", seq));
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
