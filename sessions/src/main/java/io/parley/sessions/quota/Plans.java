package io.parley.sessions.quota;

import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The plans of organisations, as this node knows them: in memory, so that an organisation without
/// a quota costs one look into a map. Thread safe.
final class Plans {
  private final QuotaPlan defaults;
  private volatile Map<TenantId, QuotaPlan> own = Map.of();

  Plans(QuotaPlan defaults) {
    this.defaults = defaults;
  }

  void are(Map<TenantId, QuotaPlan> stored) {
    var merged = new HashMap<TenantId, QuotaPlan>();
    stored.forEach((tenant, plan) -> merged.put(tenant, plan.over(defaults)));
    own = Map.copyOf(merged);
  }

  OptionalLong limit(TenantId tenant, QuotaKind kind) {
    return own.getOrDefault(tenant, defaults).limit(kind);
  }
}
