package io.parley.core.agent;

import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.tenant.TenantId;
import java.util.Set;

/// The collections of the knowledge base that an agent sees.
@FunctionalInterface
public interface VisibleCollections {
  /// Every agent sees every collection.
  VisibleCollections ALL = (tenant, agent) -> Set.of();

  /// @return names; empty: every collection
  Set<String> of(TenantId tenant, AgentRef agent);

  /// As the agents' definitions say. An agent without a definition sees only the default
  /// collection.
  static VisibleCollections of(Agents agents) {
    return (tenant, agent) ->
        agents
            .find(tenant, agent)
            .map(AgentDefinition::collections)
            .orElse(Set.of(KnowledgeCollection.DEFAULT));
  }
}
