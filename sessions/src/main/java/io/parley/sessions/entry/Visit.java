package io.parley.sessions.entry;

import io.parley.core.access.Principal;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.SessionKey;

/// A principal's access to one session.
///
/// @param from their address, as limits count it
public record Visit(Principal principal, SessionKey session, RemoteAddress from) {}
