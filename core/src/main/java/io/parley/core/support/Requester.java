package io.parley.core.support;

import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// The person who asks for tickets and orders. Customers see only their own, found by the
/// customer's id or by the session that created them.
public record Requester(SessionKey session, Optional<String> customer) {}
