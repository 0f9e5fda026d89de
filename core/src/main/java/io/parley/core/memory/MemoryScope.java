package io.parley.core.memory;

import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// Whose memories may be seen: those of one customer of one tenant, and what the tenant's agents
/// have learned to do.
///
/// @param session whose words they are recalled for
/// @param customer the company's own id, where the company itself said who it is; a visitor's claim
///   opens nobody's memories, and what such a visitor tells is remembered for this session alone
public record MemoryScope(SessionKey session, Optional<String> customer) {}
