package io.parley.core.agent;

import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// The agents of this node. Answers from memory.
public interface Agents {
  /// The version for new sessions.
  ///
  /// @param id empty for the tenant's default agent
  Optional<AgentDefinition> current(TenantId tenant, Optional<String> id);

  /// The version that a session has pinned; if it no longer exists, the nearest later one.
  Optional<AgentDefinition> find(TenantId tenant, AgentRef ref);
}
