package io.parley.persistence.embedded;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Settings of the embedded object store: `parley.embedded.object-store`; see `reference.conf`.
///
/// @param port on 127.0.0.1; 0 = any free one
/// @param heapMebibytes how much heap its process may use
public record ObjectStoreSettings(
    int port, int heapMebibytes, Duration startTimeout, Duration stopTimeout) {
  private static final int PORT_MAX = 65_535;
  private static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);
  private static final Duration TIMEOUT_MAX = Duration.ofHours(1);
  private static final int HEAP_MIN = 128;
  private static final int HEAP_LIMIT = 65_536;
  private static final long MEBIBYTE = 1L << 20;

  public ObjectStoreSettings {
    Expect.between("embedded.object-store.port", port, 0, PORT_MAX);
    Expect.between("embedded.object-store.heap (MiB)", heapMebibytes, HEAP_MIN, HEAP_LIMIT);
    Expect.between("embedded.object-store.start-timeout", startTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
    Expect.between("embedded.object-store.stop-timeout", stopTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
  }

  /// @param config the whole configuration
  public static ObjectStoreSettings from(Config config) {
    var own = config.getConfig("parley.embedded.object-store");
    return new ObjectStoreSettings(
        own.getInt("port"),
        Math.toIntExact(own.getBytes("heap") / MEBIBYTE),
        own.getDuration("start-timeout"),
        own.getDuration("stop-timeout"));
  }

  ObjectStoreSettings withPort(int bound) {
    return new ObjectStoreSettings(bound, heapMebibytes, startTimeout, stopTimeout);
  }
}
