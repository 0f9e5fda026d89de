package io.parley.identity.oidc;

import io.parley.core.tenant.OrganisationId;
import java.util.HashMap;
import java.util.Map;

/// Places for sign-ins that talk to providers, so that a provider that does not answer holds up its
/// own organisation, and neither the others nor the node. Thread safe.
final class Places {
  /// Of one organisation.
  static final int EACH_MAX = 16;

  /// Of all together.
  static final int ALL_MAX = 256;

  private final Map<OrganisationId, Integer> taken = new HashMap<>();
  private int all;

  /// @return false if there is none left
  synchronized boolean take(OrganisationId organisation) {
    int own = taken.getOrDefault(organisation, 0);
    if (own >= EACH_MAX || all >= ALL_MAX) return false;
    taken.put(organisation, own + 1);
    all++;
    return true;
  }

  synchronized void give(OrganisationId organisation) {
    taken.computeIfPresent(organisation, (_, own) -> own > 1 ? own - 1 : null);
    all--;
  }
}
