package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Limits on starting sessions: `parley.http.start`.
///
/// @param perAddress sessions that one address may start within `window`; @param perBlock one block
///   of addresses, where that is more; @param perTenant all of one tenant; all over the cluster
/// @param addressesMax how many addresses are counted; the one quiet for longest is forgotten first
/// @param metadata its permitted size
/// @param idempotencyWindow how long an `Idempotency-Key` finds its session again
public record StartSettings(
    int perAddress,
    int perBlock,
    int perTenant,
    Duration window,
    int addressesMax,
    MetadataLimits metadata,
    Duration idempotencyWindow) {
  public StartSettings {
    Expect.positive("parley.http.start.per-address", perAddress);
    Expect.positive("parley.http.start.per-block", perBlock);
    Expect.positive("parley.http.start.per-tenant", perTenant);
    Expect.positive("parley.http.start.window", window);
    Expect.positive("parley.http.start.addresses-max", addressesMax);
    Expect.positive("parley.http.start.idempotency-window", idempotencyWindow);
  }

  static StartSettings from(Config start) {
    return new StartSettings(
        start.getInt("per-address"),
        start.getInt("per-block"),
        start.getInt("per-tenant"),
        start.getDuration("window"),
        start.getInt("addresses-max"),
        MetadataLimits.from(start.getConfig("metadata")),
        start.getDuration("idempotency-window"));
  }

  /// @param nameMax in characters; @param valueMax in characters
  public record MetadataLimits(int entriesMax, int nameMax, int valueMax) {
    public MetadataLimits {
      Expect.positive("parley.http.start.metadata.entries-max", entriesMax);
      Expect.positive("parley.http.start.metadata.name-max", nameMax);
      Expect.positive("parley.http.start.metadata.value-max", valueMax);
    }

    static MetadataLimits from(Config metadata) {
      return new MetadataLimits(
          metadata.getInt("entries-max"),
          metadata.getInt("name-max"),
          metadata.getInt("value-max"));
    }
  }
}
