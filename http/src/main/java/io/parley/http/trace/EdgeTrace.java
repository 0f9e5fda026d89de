package io.parley.http.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.parley.core.trace.TraceParent;
import io.parley.http.json.JsonText;
import io.parley.sessions.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// The span of a client's request until its answer: an HTTP request, or a frame on a WebSocket.
public final class EdgeTrace {
  /// Traces nothing.
  public static final EdgeTrace NONE = new EdgeTrace(Optional.empty());

  private static final int SERVER_ERROR = 500;

  private final Optional<Span> span;

  EdgeTrace(Optional<Span> span) {
    this.span = span;
  }

  /// Parent trace context of the request's work.
  public Optional<TraceParent> place() {
    return span.map(Places::of);
  }

  /// The request is complete; for a streamed answer, when the stream begins.
  public void answered(int status) {
    if (span.isEmpty()) return;
    span.get().setAttribute(Names.STATUS, status);
    if (status >= SERVER_ERROR) fail(Integer.toString(status));
    span.get().end();
  }

  /// The frame is handled.
  ///
  /// @param answer null when there is none, because of `failure`
  public void answered(Answer answer, Throwable failure) {
    if (span.isEmpty()) return;
    if (failure == null) span.get().setAttribute(Names.OUTCOME, outcome(answer));
    else fail(type(failure));
    span.get().end();
  }

  private void fail(String type) {
    span.get().setAttribute(Names.ERROR_TYPE, type).setStatus(StatusCode.ERROR);
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
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause.getClass().getSimpleName();
  }
}
