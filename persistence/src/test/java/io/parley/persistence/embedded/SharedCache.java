package io.parley.persistence.embedded;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Unpacks PostgreSQL once for all tests, and creates a database once for those of a class: their
/// data directories link to one cache, and begin with a copy.
public final class SharedCache {
  private SharedCache() {}

  /// A data directory as a first start leaves it, closed again.
  static Path started(Path directory) throws IOException {
    return started(directory, _ -> {});
  }

  /// @param filled puts something into the database
  public static Path started(Path directory, Consumer<LocalPostgres> filled) throws IOException {
    try (var data = open(directory);
        var postgres =
            LocalPostgres.start(data, PostgresSettings.from(ConfigFactory.defaultReference()))) {
      filled.accept(postgres);
    }
    Files.delete(directory.resolve("cache"));
    return directory;
  }

  /// A new data directory, closed again: that of a first start, with a log of its own.
  public static Path copyOf(Path started, Path directory) throws IOException {
    try (var data = open(directory)) {
      copy(started.resolve("secrets/postgres"), data.root().resolve("secrets/postgres"));
      copy(started.resolve("postgres"), data.postgres());
    }
    UnpackedArchive.delete(directory.resolve("postgres/log"));
    return directory;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var one : all.toList())
        Files.copy(
            one, to.resolve(from.relativize(one).toString()), COPY_ATTRIBUTES, REPLACE_EXISTING);
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
