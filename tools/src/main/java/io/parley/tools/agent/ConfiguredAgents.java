package io.parley.tools.agent;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// The one agent that the configuration describes, for every tenant.
public final class ConfiguredAgents implements Agents {
  private final AgentDefinition agent;

  public ConfiguredAgents(AgentSettings settings) {
    this.agent = settings.definition();
  }

  @Override
  public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
    return id.isEmpty() || id.get().equals(agent.ref().id())
        ? Optional.of(agent)
        : Optional.empty();
  }

  /// The configuration holds one version: a session that began with another continues with this
  /// one.
  @Override
  public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
    return current(tenant, Optional.of(ref.id()));
  }
}
