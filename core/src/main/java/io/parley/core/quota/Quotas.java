package io.parley.core.quota;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The stored plans of organisations, which the platform's staff writes, with the limits that
/// organisations set for themselves.
public interface Quotas {
  /// A number that is another one after each change of any plan.
  CompletionStage<Long> version();

  /// All plans; most organisations have none.
  CompletionStage<Map<TenantId, QuotaPlan>> all();

  /// An organisation's own plan, [QuotaPlan#NONE] without one; empty if there is no such
  /// organisation.
  CompletionStage<Optional<QuotaPlan>> find(TenantId tenant);

  /// Replaces the limits that an organisation has set for itself, with an entry in its audit trail.
  ///
  /// @param own of kinds that organisations may limit, at least 1
  CompletionStage<QuotaPlan> limit(TenantId tenant, Map<QuotaKind, Long> own, Act act);

  /// Replaces an organisation's plan, but for its own limits, with an entry in its audit trail.
  ///
  /// @return false if there is no such organisation
  CompletionStage<Boolean> put(TenantId tenant, QuotaPlan plan, Act act);
}
