package io.parley.core.journal;

import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// @param customer the id that was named at the start, by whomever
/// @param verified whether it was the company that named the customer; without it both are listed,
///   and those of whom no customer was named too
/// @param after the cursor that the page before ended with ([ListingPage#next])
/// @param limit 1 to [#LIMIT_MAX]
public record ListingQuery(
    TenantId tenant,
    Optional<SessionListing.Status> status,
    Optional<String> customer,
    Optional<Boolean> verified,
    Optional<String> after,
    int limit) {
  public static final int LIMIT_MAX = 200;

  /// Of verified customers, claimed ones, and nobody.
  public ListingQuery(
      TenantId tenant,
      Optional<SessionListing.Status> status,
      Optional<String> customer,
      Optional<String> after,
      int limit) {
    this(tenant, status, customer, Optional.empty(), after, limit);
  }

  public ListingQuery {
    if (limit < 1 || limit > LIMIT_MAX)
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + LIMIT_MAX + ")");
  }
}
