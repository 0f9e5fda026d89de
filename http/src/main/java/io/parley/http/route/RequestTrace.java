package io.parley.http.route;

import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import java.util.Optional;

/// The trace of one HTTP request, or of one frame on a WebSocket, until it is answered.
public interface RequestTrace {
  /// Traces nothing.
  RequestTrace NONE =
      new RequestTrace() {
        @Override
        public Optional<TraceParent> place() {
          return Optional.empty();
        }

        @Override
        public void answered(int status) {}

        @Override
        public void answered(Answer answer, Throwable failure) {}
      };

  /// Parent trace context of the request's work; empty when it is not traced.
  Optional<TraceParent> place();

  /// The request is complete; for a streamed answer, when the stream begins.
  void answered(int status);

  /// The frame is handled.
  ///
  /// @param answer null when there is none, because of `failure`
  void answered(Answer answer, Throwable failure);
}
