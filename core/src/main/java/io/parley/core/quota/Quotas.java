package io.parley.core.quota;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The stored plans of organisations, which the platform's staff writes.
public interface Quotas {
  /// A number that is another one after each change of any plan.
  CompletionStage<Long> version();

  /// All plans; most organisations have none.
  CompletionStage<Map<TenantId, QuotaPlan>> all();

  /// An organisation's own plan, [QuotaPlan#NONE] without one; empty if there is no such
  /// organisation.
  CompletionStage<Optional<QuotaPlan>> find(TenantId tenant);

  /// Replaces an organisation's plan, with an entry in its audit trail.
  ///
  /// @return false if there is no such organisation
  CompletionStage<Boolean> put(TenantId tenant, QuotaPlan plan, Act act);
}
