package io.parley.core.memory;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// A query for memories.
///
/// @param customer only memories about this customer
/// @param session only memories that were learned in this session
/// @param approved `false`: procedures that wait for a person's approval; `true`: everything else
/// @param after the cursor of the page before
/// @param limit 1 to [#LIMIT_MAX]
public record MemoryQuery(
    TenantId tenant,
    Optional<String> customer,
    Optional<SessionId> session,
    Optional<MemoryKind> kind,
    Optional<Boolean> approved,
    Optional<String> after,
    int limit) {
  public static final int LIMIT_MAX = 200;

  public MemoryQuery {
    if (limit < 1 || limit > LIMIT_MAX)
      throw new IllegalArgumentException(
          "limit: %d (expected: 1 to %d)".formatted(limit, LIMIT_MAX));
  }
}
