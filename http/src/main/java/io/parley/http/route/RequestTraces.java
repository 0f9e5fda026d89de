package io.parley.http.route;

import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import java.util.Optional;
import java.util.function.Supplier;

/// Begins the traces of what clients ask. The module `operations` sends them to a collector. Thread
/// safe.
public interface RequestTraces {
  /// Nothing is traced.
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
  /// @param traceparent the caller's, if it sent one; asked for when it matters
  RequestTrace request(String method, String route, Supplier<Optional<String>> traceparent);

  /// A frame on a WebSocket asks something of a session: it begins a trace.
  RequestTrace frame(SessionKey session, SessionCommand command);
}
