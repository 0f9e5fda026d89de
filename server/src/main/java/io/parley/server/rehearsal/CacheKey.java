package io.parley.server.rehearsal;

import io.parley.server.rehearsal.Layout.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Identifies the inputs of a start-up cache: the JDK, the options, and each jar by name, size and
/// second of its last change. The launcher computes the same text and uses the cache only if it is
/// equal. Sizes and times instead of hashes: a hash of 200 MB would cost what the cache saves, and
/// the JVM compares exactly these before it accepts a cache.
final class CacheKey {
  private CacheKey() {}

  /// @param jdk its home
  static String of(Path jdk, Layout layout) throws IOException {
    var key = new StringBuilder();
    key.append(Files.readString(jdk.resolve("release")).strip()).append('\n');
    key.append(Files.readString(layout.options()).strip()).append('\n');
    for (var part : Part.values()) {
      for (var jar : layout.jars(part)) {
        key.append(layout.root().relativize(jar))
            .append(' ')
            .append(Files.size(jar))
            .append(' ')
            .append(Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS))
            .append('\n');
      }
    }
    return key.toString();
  }
}
