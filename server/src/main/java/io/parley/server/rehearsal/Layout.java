package io.parley.server.rehearsal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The build's run layout, with the files that the rehearsal adds.
///
/// @param root `server/target/dist`
record Layout(Path root) {

  /// One of the programs that run as a process.
  enum Part {
    SERVER("lib", "server.aot"),
    OBJECT_STORE("s3", "s3.aot");

    private final String jars;
    private final String cache;

    Part(String jars, String cache) {
      this.jars = jars;
      this.cache = cache;
    }
  }

  Path options() {
    return root.resolve("jvm.options");
  }

  /// The key of the caches; written last, so without it there is no cache.
  Path key() {
    return root.resolve("cache.key");
  }

  /// The vectors that a new installation needs.
  Path vectors() {
    return root.resolve("vectors.bin");
  }

  Path cache(Part part) {
    return root.resolve(part.cache);
  }

  /// Sorted by the bytes of their names, as in the launcher: `lib/*` would follow the order of the
  /// directory, which differs between machines.
  List<Path> jars(Part part) throws IOException {
    try (var files = Files.list(root.resolve(part.jars))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  String classPath(Part part) throws IOException {
    return jars(part).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
