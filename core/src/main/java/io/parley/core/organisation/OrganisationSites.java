package io.parley.core.organisation;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Stores where visitors reach organisations. Every node keeps all of it in memory. Stages fail as
/// the store does. Thread safe.
public interface OrganisationSites {

  /// Sites that changed.
  ///
  /// @param number of the last change that is certainly in it
  record Changed(long number, List<OrganisationSite> sites) {
    public Changed {
      sites = List.copyOf(sites);
    }
  }

  /// Another, larger number whenever a site was changed, also by a new slug, a proved domain, or
  /// another state of its organisation.
  CompletionStage<Long> change();

  /// The sites that were changed after a change, as they are now; all of them after 0.
  CompletionStage<Changed> since(long change);

  /// The origins of the web sites that may hold a tenant's chat in a frame, in their order.
  CompletionStage<List<WebOrigin>> origins(TenantId tenant);

  /// Replaces them, and tells so in the tenant's audit trail unless they are the same.
  ///
  /// @param origins without one that comes twice, at most [OrganisationSite#ORIGINS_MAX]
  CompletionStage<Void> allow(TenantId tenant, List<WebOrigin> origins, Act act);
}
