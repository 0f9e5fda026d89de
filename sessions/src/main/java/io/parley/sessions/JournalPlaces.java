package io.parley.sessions;

import io.parley.core.tenant.TenantId;

/// Tells where a tenant's sessions are stored. Asked whenever a session starts or wakes, so its
/// answer must be the same on all nodes for as long as the tenant has sessions awake.
@FunctionalInterface
public interface JournalPlaces {
  /// Pekko's plugins, by their ids. Empty ids are those of the configuration.
  record Plugins(String journal, String snapshots) {
    public static final Plugins STANDARD = new Plugins("", "");
  }

  Plugins of(TenantId tenant);
}
