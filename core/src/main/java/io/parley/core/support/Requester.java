package io.parley.core.support;

import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// Who asks. One customer never sees another's: what is theirs is found by the customer's id, or by
/// the session that made it.
public record Requester(SessionKey session, Optional<String> customer) {}
