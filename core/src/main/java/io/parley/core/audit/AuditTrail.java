package io.parley.core.audit;

import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Reads the audit trail. It has no way to change one. Thread safe.
public interface AuditTrail {
  /// The most entries of a page.
  int PAGE_MAX = 500;

  /// The result of a check.
  ///
  /// @param entries how many entries the trail must have
  /// @param damage the number of the first entry that is missing, was changed, or was not added by
  ///   an act; empty if none
  record Check(long entries, Optional<Long> damage) {}

  /// Entries in order.
  ///
  /// @param tenant an organisation's, or [TenantId#PLATFORM]
  /// @param after the number of the entry before the first one; 0 for the beginning
  /// @param limit 1 to [#PAGE_MAX]
  CompletionStage<List<AuditEntry>> page(TenantId tenant, long after, int limit);

  /// Entries from the newest one backwards.
  ///
  /// @param tenant an organisation's, or [TenantId#PLATFORM]
  /// @param before the number of the entry behind the first one; [Long#MAX_VALUE] for the newest
  /// @param limit 1 to [#PAGE_MAX]
  CompletionStage<List<AuditEntry>> newest(TenantId tenant, long before, int limit);

  /// Adds an act upon something that no table holds. Acts on rows are added by their stores, in the
  /// transaction that does them.
  CompletionStage<Void> add(TenantId tenant, Act act, Change change);

  /// Reads the whole trail of a tenant, and computes each hash again.
  CompletionStage<Check> verify(TenantId tenant);
}
