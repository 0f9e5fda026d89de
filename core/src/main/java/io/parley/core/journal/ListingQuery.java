package io.parley.core.journal;

import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// @param customer the customer's id as given at the start, verified or not
/// @param verified whether the company named the customer; if empty, sessions with verified,
///   claimed and no customer are listed
/// @param after the cursor of this page ([ListingPage#next] of the previous one)
/// @param limit 1 to [#LIMIT_MAX]
public record ListingQuery(
    TenantId tenant,
    Optional<SessionListing.Status> status,
    Optional<String> customer,
    Optional<Boolean> verified,
    Optional<String> after,
    int limit) {
  public static final int LIMIT_MAX = 200;

  /// Sessions with verified, claimed and no customer.
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
