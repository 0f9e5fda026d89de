package io.parley.http.cache;

import io.parley.core.tenant.TenantId;

/// The answers that this node keeps.
public interface AnswerCache {
  /// What it has done for a tenant since the node began.
  ///
  /// @param enabled whether answers are kept at all
  /// @param uncacheable replies that depended on a conversation
  /// @param entries answers held now
  record View(
      boolean enabled,
      long hitsExact,
      long hitsSemantic,
      long misses,
      long uncacheable,
      int entries,
      Saved saved) {}

  /// What the answers that were given again had cost when they were made.
  ///
  /// @param costMicros in millionths of `currency` (ISO 4217)
  record Saved(long inputTokens, long outputTokens, long costMicros, String currency) {}

  View of(TenantId tenant);

  /// Forgets every answer of the tenant. What was counted stays.
  void erase(TenantId tenant);
}
