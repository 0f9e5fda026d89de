package io.parley.core.organisation;

import io.parley.core.tenant.TenantId;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// The organisations that are not served: suspended, deleting and deleted ones. Every node keeps
/// them in memory. Stages fail as the store does.
public interface StoppedOrganisations {

  /// Another number whenever an organisation was stopped or is served again.
  CompletionStage<Long> version();

  /// All of them.
  CompletionStage<Set<TenantId>> all();
}
