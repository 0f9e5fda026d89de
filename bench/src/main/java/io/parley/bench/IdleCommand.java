package io.parley.bench;

import io.parley.bench.load.IdleSockets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Measures the memory of a silent session.
@Command(
    name = "idle",
    description = "Holds silent sessions in steps and measures the server's memory at each.",
    mixinStandardHelpOptions = true)
final class IdleCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "N",
      defaultValue = "100,500,1000,2000",
      description = "how many are held, rising (${DEFAULT-VALUE})")
  private List<Integer> steps;

  @Override
  public Integer call() throws Exception {
    try (var server = target.start()) {
      var result = new IdleSockets(server, steps).run();
      var results = result.steps();
      var empty = results.getFirst();
      System.out.printf(
          "%8s %14s %14s %20s %7s%n",
          "held", "program MiB", "database MiB", "KiB a session (all)", "errors");
      for (var step : results)
        System.out.printf(
            Locale.ROOT,
            "%8d %14.1f %14.1f %20.1f %7d%n",
            step.held(),
            step.programKiB() / 1024.0,
            step.databaseKiB() / 1024.0,
            step.held() == 0
                ? 0.0
                : (double)
                        (step.programKiB()
                            + step.databaseKiB()
                            - empty.programKiB()
                            - empty.databaseKiB())
                    / step.held(),
            step.errors());
      Report.printErrors(result.tally(), System.out);
      return result.tally().errors() == 0 ? 0 : Bench.WRONG;
    }
  }
}
