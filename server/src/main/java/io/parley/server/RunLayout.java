package io.parley.server;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The program's directories: `lib` with its jars and, beside it, `s3` with those of its object
/// store. In a build the layout is in `target/dist`, beside the compiled classes.
final class RunLayout {
  private RunLayout() {}

  /// The object store's jars.
  static Path s3() {
    return root().resolve("s3");
  }

  /// JVM options of the object store: its start-up cache, if the build has made one. The JVM
  /// silently ignores a cache that does not fit.
  static List<String> s3Options() {
    var cache = root().resolve("s3.aot");
    return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off") : List.of();
  }

  /// Vectors of what every new installation embeds, if the build has made them.
  static Optional<Path> vectors() {
    return Optional.of(root().resolve("vectors.bin")).filter(Files::exists);
  }

  private static Path root() {
    try {
      var own = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      // a build has it beside its classes and beside the new jar
      var built = own.resolveSibling("dist");
      return Files.isDirectory(built) ? built : own.toAbsolutePath().getParent().getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of our own classes is no path", e);
    }
  }
}
