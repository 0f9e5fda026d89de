package io.parley.http.session;

import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionKey;
import io.parley.http.route.Call.Proven;
import io.parley.http.route.RequestId;
import io.parley.http.session.Guard.Opened;
import java.util.Optional;

/// The request for a session's socket.
///
/// @param after the last event that the client knows
/// @param proven the sender, if its credential was checked before
record SocketOpening(
    Opened opened, long after, RequestId requestId, RemoteAddress from, Optional<Proven> proven) {
  SessionKey key() {
    return opened.key();
  }

  Role role() {
    return opened.role();
  }
}
