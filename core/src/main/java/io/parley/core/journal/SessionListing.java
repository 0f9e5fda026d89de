package io.parley.core.journal;

import io.parley.core.agent.AgentRef;
import io.parley.core.session.Customer;
import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.Optional;

/// A session as a list shows it; a moment behind the journal.
public record SessionListing(
    SessionKey key,
    Status status,
    long seq,
    AgentRef agent,
    Optional<Customer> customer,
    int turns,
    Instant createdAt,
    Instant updatedAt) {

  public enum Status {
    ACTIVE,
    ENDED,
    ARCHIVED
  }
}
