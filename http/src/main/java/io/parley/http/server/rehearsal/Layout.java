package io.parley.http.server.rehearsal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What the build lays out to be run, and what the rehearsal adds to it.
///
/// @param root `http/target/dist`
record Layout(Path root) {

  /// A program of its own process.
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

  /// What the caches were made of; it is written last, so without it there is no cache.
  Path key() {
    return root.resolve("cache.key");
  }

  Path cache(Part part) {
    return root.resolve(part.cache);
  }

  /// In the order of their names' bytes, as the launcher puts them, too: `lib/*` would be in the
  /// order of the directory, which is another one on every machine.
  List<Path> jars(Part part) throws IOException {
    try (var files = Files.list(root.resolve(part.jars))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  String classPath(Part part) throws IOException {
    return jars(part).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
