package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A session's beginning, its end, and its archive.
public sealed interface LifecycleEvent extends SessionEvent {
  /// @param visitor by which sessions of one stranger are known to belong together, so that what
  ///   they cause is counted together: made of the block of addresses that the start came from and
  ///   a secret of the installation, so that it tells nobody the address. Absent where the company
  ///   started it, and in older events. Stored only: readers need not know
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

    /// One of which no visitor is known.
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
