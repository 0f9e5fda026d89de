package io.parley.http.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.Damage;
import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionIndex;
import io.parley.core.journal.SessionListing;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// An empty list that accepts only the cursor `c1`.
final class EmptyIndex implements SessionIndex {
  @Override
  public CompletionStage<Integer> project(int max, Duration idleTimeout) {
    throw new UnsupportedOperationException("the edge runs no projection");
  }

  @Override
  public CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max) {
    throw new UnsupportedOperationException("the edge wakes no sessions");
  }

  @Override
  public CompletionStage<Boolean> damaged(SessionKey key, Damage damage, Instant now) {
    throw new UnsupportedOperationException("the edge lists no damage");
  }

  @Override
  public CompletionStage<Long> lookAgain(
      Instant now, Duration pause, int max, Duration idleTimeout) {
    throw new UnsupportedOperationException("the edge repairs no sessions");
  }

  @Override
  public CompletionStage<ListingPage> list(ListingQuery query) {
    if (query.after().filter(cursor -> !cursor.equals("c1")).isPresent())
      return CompletableFuture.failedStage(new IllegalArgumentException("not a cursor"));
    var listing =
        new SessionListing(
            new SessionKey(query.tenant(), new SessionId("listed")),
            query.status().orElse(SessionListing.Status.ACTIVE),
            3,
            new AgentRef("support", 1),
            Optional.empty(),
            1,
            Instant.parse("2026-01-01T12:00:00Z"),
            Instant.parse("2026-01-01T12:00:01Z"));
    return CompletableFuture.completedStage(
        new ListingPage(
            List.of(listing), query.after().isPresent() ? Optional.empty() : Optional.of("c1")));
  }
}
