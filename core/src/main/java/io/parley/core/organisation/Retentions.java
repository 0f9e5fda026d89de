package io.parley.core.organisation;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletionStage;

/// How long organisations keep the recordings of their calls and their ended sessions. Thread safe.
/// Stages fail as the store does.
public interface Retentions {
  CompletionStage<Retention> of(TenantId tenant);

  /// Stores both times with an entry in the organisation's audit trail. Older sessions and
  /// recordings are erased at the next look.
  CompletionStage<Void> keep(TenantId tenant, Retention retention, Act act);
}
