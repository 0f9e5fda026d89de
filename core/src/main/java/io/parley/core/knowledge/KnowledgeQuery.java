package io.parley.core.knowledge;

import io.parley.core.tenant.TenantId;

/// @param text the search text, in the customer's or the model's words
/// @param limit the most passages, 1 to [#LIMIT_MAX]
public record KnowledgeQuery(TenantId tenant, String text, int limit) {
  public static final int LIMIT_MAX = 20;

  public KnowledgeQuery {
    if (limit < 1 || limit > LIMIT_MAX)
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + LIMIT_MAX + ")");
  }
}
