package io.parley.http.cache;

import io.parley.core.tenant.TenantId;

/// The response cache of this node.
public interface AnswerCache {
  /// Statistics for a tenant since the node started.
  ///
  /// @param enabled whether the cache is on
  /// @param uncacheable replies that depended on a conversation
  /// @param entries answers in the cache now
  record View(
      boolean enabled,
      long hitsExact,
      long hitsSemantic,
      long misses,
      long uncacheable,
      int entries,
      Saved saved) {}

  /// The saved cost: what the reused answers had cost when they were made.
  ///
  /// @param costMicros in millionths of `currency` (ISO 4217)
  record Saved(long inputTokens, long outputTokens, long costMicros, String currency) {}

  View of(TenantId tenant);

  /// Deletes every answer of the tenant. Statistics stay.
  void erase(TenantId tenant);
}
