package io.parley.http.route;

import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import java.util.Optional;

/// The trace of one HTTP request, or of one frame on a WebSocket, until it is answered.
public interface RequestTrace {
  /// For requests that nobody traces.
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

  /// The parent of everything that this request causes; empty when it is not traced.
  Optional<TraceParent> place();

  /// A request is over; of one that streams, when the stream begins.
  void answered(int status);

  /// A frame is over.
  ///
  /// @param answer null when there is none, because of `failure`
  void answered(Answer answer, Throwable failure);
}
