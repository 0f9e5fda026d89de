package io.parley.tools.model.own;

import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.tenant.TenantId;
import java.util.Map;

/// The models of an organisation that a node opens together.
///
/// @param change the number of the change by which the node knows them: of two, the greater is the
///   newer one
/// @param models the newest versions, by name
record Wanted(TenantId tenant, long change, Map<String, Version> models) {
  Wanted {
    models = Map.copyOf(models);
  }

  boolean isSameAs(Wanted other) {
    return models.equals(other.models);
  }
}
