package io.parley.core.memory;

import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// The memories that may be read: those about one customer of one tenant, and the tenant's
/// procedures.
///
/// @param session the session that they are recalled for
/// @param customer the company's own id, where the company itself named the customer; a visitor's
///   claim gives no access to memories, and memories of such a visitor are used in this session
///   alone
public record MemoryScope(SessionKey session, Optional<String> customer) {}
