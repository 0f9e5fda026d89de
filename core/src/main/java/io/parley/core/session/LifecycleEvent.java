package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A session's beginning, its end, and its archive.
public sealed interface LifecycleEvent extends SessionEvent {
  /// @param visitor groups the sessions of one visitor, so that limits count their usage together:
  ///   a keyed hash of the client's address block, so that it does not reveal the address. Absent
  ///   where the company started the session or signed its customer's token, and in older events.
  ///   Stored only, not sent to readers
  record SessionStarted(
      TenantId tenant,
      AgentRef agent,
      Channel channel,
      Optional<Customer> customer,
      Map<String, String> metadata,
      Optional<String> visitor,
      Instant at)
      implements LifecycleEvent {
    public SessionStarted {
      metadata = Map.copyOf(metadata);
    }

    /// Without a known visitor.
    public SessionStarted(
        TenantId tenant,
        AgentRef agent,
        Channel channel,
        Optional<Customer> customer,
        Map<String, String> metadata,
        Instant at) {
      this(tenant, agent, channel, customer, metadata, Optional.empty(), at);
    }
  }

  record SessionEnded(Optional<String> id, String reason, Party by, Instant at)
      implements LifecycleEvent {}

  record SessionArchived(long bytes, String sha256, String ref, Instant at)
      implements LifecycleEvent {}
}
