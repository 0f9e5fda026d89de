package io.parley.persistence.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Unpacks PostgreSQL once for all tests: their data directories link to one cache.
public final class SharedCache {
  private SharedCache() {}

  /// A new data directory with the programs in it, closed again.
  static Path newData(Path directory) throws IOException {
    try (var _ = open(directory)) {
      return directory;
    }
  }

  public static DataDirectory open(Path directory) throws IOException {
    var shared = Files.createDirectories(Path.of("target", "shared-cache")).toAbsolutePath();
    // two test JVMs may need it at once
    try (var file = FileChannel.open(shared.resolve("lock"), CREATE, WRITE);
        var _ = file.lock()) {
      PostgresBinaries.in(shared);
    }
    var data = DataDirectory.open(directory);
    if (!Files.exists(data.cache())) Files.createSymbolicLink(data.cache(), shared);
    return data;
  }
}
