package io.parley.core.agent;

import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// The agents of this node. Answers from memory.
public interface Agents {
  /// The version that new sessions begin with.
  ///
  /// @param id empty for the tenant's default agent
  Optional<AgentDefinition> current(TenantId tenant, Optional<String> id);

  /// The version that a session has pinned; when it is gone, the nearest later one.
  Optional<AgentDefinition> find(TenantId tenant, AgentRef ref);
}
