package io.parley.core.knowledge.document;

import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// Asks for a page of documents, in order of `ref`.
///
/// @param collection only of this one
/// @param label only with this one
/// @param text only those whose title or ref contains it, in any case
/// @param after the last ref of the previous page
/// @param limit 1 to [#LIMIT_MAX]
public record DocumentQuery(
    TenantId tenant,
    Optional<String> collection,
    Optional<String> label,
    Optional<String> text,
    Optional<String> after,
    int limit) {
  public static final int LIMIT_MAX = 500;

  public DocumentQuery {
    if (limit < 1 || limit > LIMIT_MAX)
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + LIMIT_MAX + ")");
  }
}
