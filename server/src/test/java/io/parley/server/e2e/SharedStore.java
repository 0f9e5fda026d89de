package io.parley.server.e2e;

import io.parley.persistence.testing.TestServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// One object store for all servers of this test JVM; each data directory has a bucket there. A
/// server with an object store of its own starts one more JVM.
final class SharedStore {
  static final String ENDPOINT = "PARLEY_S3_ENDPOINT";

  /// In the settings of a server that is to start its own.
  static final Map.Entry<String, String> OWN = Map.entry(ENDPOINT, "");

  private SharedStore() {}

  /// The settings of a server on `data`, with this store unless they name one.
  static Map<String, String> with(Map<String, String> settings, Path data) {
    if (settings.containsKey(ENDPOINT)) return settings;
    var store = TestServers.objectStore();
    var all = new HashMap<>(settings);
    all.put(ENDPOINT, store.endpoint().toString());
    all.put("PARLEY_S3_ACCESS_KEY", store.keys().accessKey());
    all.put("PARLEY_S3_SECRET_KEY", store.keys().secretKey());
    all.put("PARLEY_S3_BUCKET", "server-%08x".formatted(data.toAbsolutePath().hashCode()));
    return all;
  }
}
