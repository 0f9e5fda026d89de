package io.parley.core.journal;

import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// @param after the cursor that the page before ended with ([ListingPage#next])
/// @param limit 1 to [#LIMIT_MAX]
public record ListingQuery(
    TenantId tenant,
    Optional<SessionListing.Status> status,
    Optional<String> customer,
    Optional<String> after,
    int limit) {
  public static final int LIMIT_MAX = 200;

  public ListingQuery {
    if (limit < 1 || limit > LIMIT_MAX)
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + LIMIT_MAX + ")");
  }
}
