package io.parley.sessions.entry;

import io.parley.core.access.Principal;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.SessionKey;

/// Somebody in a session that they reach.
///
/// @param from where they come from, as limits count it
public record Visit(Principal principal, SessionKey session, RemoteAddress from) {}
