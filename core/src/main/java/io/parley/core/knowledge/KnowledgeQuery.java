package io.parley.core.knowledge;

import io.parley.core.tenant.TenantId;
import java.util.Set;

/// @param text the search text, in the customer's or the model's words
/// @param collections the only ones that are searched; empty: every collection of the tenant
/// @param limit the most passages, 1 to [#LIMIT_MAX]
public record KnowledgeQuery(TenantId tenant, String text, Set<String> collections, int limit) {
  public static final int LIMIT_MAX = 20;

  public KnowledgeQuery {
    collections = Set.copyOf(collections);
    if (limit < 1 || limit > LIMIT_MAX)
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + LIMIT_MAX + ")");
  }

  /// A search in every collection.
  public KnowledgeQuery(TenantId tenant, String text, int limit) {
    this(tenant, text, Set.of(), limit);
  }
}
