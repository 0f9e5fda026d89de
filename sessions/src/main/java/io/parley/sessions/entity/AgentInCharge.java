package io.parley.sessions.entity;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.Ended;
import io.parley.core.session.SessionState.New;
import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// The definition of the agent that is in charge of a session, in the version that the session has
/// pinned. Lives inside the session's actor and in its thread.
final class AgentInCharge {
  private final TenantId tenant;
  private final Agents agents;
  private Optional<Known> known = Optional.empty();

  private record Known(Optional<AgentRef> ref, AgentDefinition definition) {}

  AgentInCharge(TenantId tenant, Agents agents) {
    this.tenant = tenant;
    this.agents = agents;
  }

  /// Another version than the pinned one is not kept: this node may learn of it a moment later.
  AgentDefinition of(SessionState state) {
    var ref = ref(state);
    var kept = known.filter(found -> found.ref().equals(ref));
    if (kept.isPresent()) return kept.get().definition();
    var definition = definition(ref);
    boolean isPinned = ref.filter(definition.ref()::equals).isPresent();
    known = isPinned ? Optional.of(new Known(ref, definition)) : Optional.empty();
    return definition;
  }

  private static Optional<AgentRef> ref(SessionState state) {
    return switch (state) {
      case New _ -> Optional.empty();
      case Active active -> Optional.of(active.agent());
      case Ended ended -> Optional.of(ended.was().agent());
    };
  }

  private AgentDefinition definition(Optional<AgentRef> ref) {
    return ref.flatMap(pinned -> agents.find(tenant, pinned))
        .or(() -> agents.current(tenant, Optional.empty()))
        .orElseThrow(() -> new IllegalStateException("no agent is configured for " + tenant));
  }
}
