package io.parley.sessions;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.SessionListing;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.wire.Wire;
import java.time.Instant;
import java.util.Optional;

/// A session as it is now.
///
/// @param seq number of its last event
/// @param turns how many were opened; @param openTurn the one whose reply is being made
/// @param archived where it is stored, see [io.parley.core.journal.ArchiveReceipt#ref]
public record SessionView(
    SessionKey key,
    SessionListing.Status status,
    long seq,
    AgentRef agent,
    Channel channel,
    Optional<Customer> customer,
    int turns,
    Optional<Integer> openTurn,
    UsageTotal usage,
    Optional<String> archived,
    Instant createdAt,
    Instant updatedAt)
    implements Wire {}
