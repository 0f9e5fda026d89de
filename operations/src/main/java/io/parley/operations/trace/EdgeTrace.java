package io.parley.operations.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.parley.core.fault.Stages;
import io.parley.core.trace.TraceParent;
import io.parley.http.json.JsonText;
import io.parley.http.route.RequestTrace;
import io.parley.sessions.Answer;
import java.util.Optional;

/// The span of a client's request until its answer: an HTTP request, or a frame on a WebSocket.
final class EdgeTrace implements RequestTrace {
  private static final int SERVER_ERROR = 500;

  private final Span span;

  EdgeTrace(Span span) {
    this.span = span;
  }

  @Override
  public Optional<TraceParent> place() {
    return Optional.of(Places.of(span));
  }

  @Override
  public void answered(int status) {
    span.setAttribute(Names.STATUS, status);
    if (status >= SERVER_ERROR) fail(Integer.toString(status));
    span.end();
  }

  @Override
  public void answered(Answer answer, Throwable failure) {
    if (failure == null) span.setAttribute(Names.OUTCOME, outcome(answer));
    else fail(type(failure));
    span.end();
  }

  private void fail(String type) {
    span.setAttribute(Names.ERROR_TYPE, type).setStatus(StatusCode.ERROR);
  }

  private static String outcome(Answer answer) {
    return switch (answer) {
      case Answer.Stored _ -> "stored";
      case Answer.Refused(var rejection) -> JsonText.word(rejection.reason());
      case Answer.Limited _ -> "limited";
      case Answer.Damaged _ -> "damaged";
    };
  }

  /// The kind of a failure: its message may contain anything.
  static String type(Throwable failure) {
    var cause = Stages.cause(failure);
    return cause.getClass().getSimpleName();
  }
}
