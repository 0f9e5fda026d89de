package io.parley.sessions;

import io.parley.core.tenant.TenantId;

/// Tells where a tenant's sessions are stored. Asked when a session starts or wakes, and with each
/// message: a session that is stored elsewhere stops, and wakes there with the next one. Cheap.
@FunctionalInterface
public interface JournalPlaces {
  /// Pekko's plugins, by their ids. Empty ids are those of the configuration.
  record Plugins(String journal, String snapshots) {
    public static final Plugins STANDARD = new Plugins("", "");
  }

  Plugins of(TenantId tenant);
}
