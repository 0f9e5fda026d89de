package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import java.time.Instant;

/// Changes of the agent in charge of the session. The first one is in
/// [LifecycleEvent.SessionStarted].
public sealed interface AgentEvent extends SessionEvent {
  /// From now on this agent, in this version, is in charge. A reply under way is not restarted.
  record AgentChanged(AgentRef agent, Party by, Instant at) implements AgentEvent {}
}
