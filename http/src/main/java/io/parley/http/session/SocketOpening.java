package io.parley.http.session;

import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionKey;
import io.parley.http.route.RequestId;
import io.parley.http.session.Guard.Opened;

/// The request for a session's socket.
///
/// @param after the last event that the client knows
record SocketOpening(Opened opened, long after, RequestId requestId, RemoteAddress from) {
  SessionKey key() {
    return opened.key();
  }

  Role role() {
    return opened.role();
  }
}
