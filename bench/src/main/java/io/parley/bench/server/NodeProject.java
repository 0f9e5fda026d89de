package io.parley.bench.server;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A directory of `bench` with a `package.json`, whose dependencies are installed once, into
/// `bench/target`.
final class NodeProject {
  private static final int INSTALL_MINUTES = 5;

  private NodeProject() {}

  /// @param name of the directory
  /// @return its copy, with its dependencies installed
  static Path installed(String name) throws IOException, InterruptedException {
    var source = Home.root().resolve("bench").resolve(name);
    var place = Files.createDirectories(Home.root().resolve("bench/target").resolve(name));
    var before = place.resolve("package.json");
    boolean stale =
        !Files.exists(place.resolve("node_modules"))
            || !Files.exists(before)
            || Files.mismatch(before, source.resolve("package.json")) >= 0;
    if (stale) Files.deleteIfExists(before);
    try (var files = Files.list(source)) {
      // the copied package.json marks a complete installation
      for (var file : files.filter(each -> !each.endsWith("package.json")).toList())
        copy(file, place);
    }
    if (stale) install(source, place);
    return place;
  }

  private static void install(Path source, Path place) throws IOException, InterruptedException {
    var description = source.resolve("package.json");
    copy(description, place);
    boolean fetched = false;
    try {
      var npm =
          new ProcessBuilder(
                  List.of("npm", "install", "--no-package-lock", "--no-audit", "--no-fund"))
              .directory(place.toFile())
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      fetched = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) && npm.exitValue() == 0;
    } finally {
      if (!fetched) Files.delete(place.resolve(description.getFileName()));
    }
    if (!fetched) throw new IOException("npm install failed in " + place);
  }

  private static void copy(Path file, Path place) throws IOException {
    Files.copy(file, place.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}
