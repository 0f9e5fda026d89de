package io.parley.http.route;

import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import java.util.Optional;
import java.util.function.Supplier;

/// Begins the traces of what clients ask. The module `operations` sends them to a collector. Thread
/// safe.
public interface RequestTraces {
  /// Traces nothing.
  RequestTraces NONE =
      new RequestTraces() {
        @Override
        public RequestTrace request(
            String method, String route, Supplier<Optional<String>> traceparent) {
          return RequestTrace.NONE;
        }

        @Override
        public RequestTrace frame(SessionKey session, SessionCommand command) {
          return RequestTrace.NONE;
        }
      };

  /// A request begins.
  ///
  /// @param route the path's template
  /// @param traceparent the caller's, if sent; read only if needed
  RequestTrace request(String method, String route, Supplier<Optional<String>> traceparent);

  /// A frame on a WebSocket with a session command: it begins a trace.
  RequestTrace frame(SessionKey session, SessionCommand command);
}
