package io.parley.http.server;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the program's files lie: `lib` with its jars and, beside it, `s3` with those of its object
/// store. In a build the layout is in `target/dist`, beside the compiled classes.
final class RunLayout {
  private RunLayout() {}

  /// The object store's jars.
  static Path s3() {
    return root().resolve("s3");
  }

  /// Those of the object store's JVM: its start-up cache, where the build has made one. A cache
  /// that does not fit is left aside by the JVM without a word.
  static List<String> s3Options() {
    var cache = root().resolve("s3.aot");
    return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off") : List.of();
  }

  private static Path root() {
    try {
      var own = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      // a build has it beside its classes and beside the jar that it has just made
      var built = own.resolveSibling("dist");
      return Files.isDirectory(built) ? built : own.toAbsolutePath().getParent().getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of our own classes is no path", e);
    }
  }
}
