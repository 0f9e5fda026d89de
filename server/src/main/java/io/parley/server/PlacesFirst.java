package io.parley.server;

import io.parley.core.organisation.StoppedOrganisations;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Organisations that are stopped, of which this node learns after it has learned where they live:
/// an organisation gets another database while it is stopped, and no node serves it again before it
/// knows. Stops are read before places, and told after them.
///
/// @param stored the stops; @param places learns where organisations live ([OwnDatabases#learn])
record PlacesFirst(StoppedOrganisations stored, Supplier<CompletionStage<List<String>>> places)
    implements StoppedOrganisations {
  @Override
  public CompletionStage<Long> version() {
    return stored.version();
  }

  @Override
  public CompletionStage<Set<TenantId>> all() {
    return stored.all().thenCompose(stopped -> places.get().thenApply(_ -> stopped));
  }
}
