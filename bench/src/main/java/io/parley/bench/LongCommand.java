package io.parley.bench;

import io.parley.bench.load.LongTalks;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Whether turns of long conversations cost more than those of short ones.
@Command(
    name = "long",
    description =
        "Measures the cost of a turn in conversations of several lengths, one turn at a time.",
    mixinStandardHelpOptions = true)
final class LongCommand implements Callable<Integer> {
  @Mixin private Target target;
  @Spec private CommandSpec spec;

  @Option(
      names = "--turns",
      split = ",",
      paramLabel = "N",
      defaultValue = "10,100,1000",
      description = "lengths, each measured within a tenth around it (${DEFAULT-VALUE})")
  private List<Integer> turns;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "with new conversations each (${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "20",
      description = "seconds that are not counted (${DEFAULT-VALUE})")
  private long warmUp;

  @Override
  public Integer call() throws Exception {
    if (turns.stream().anyMatch(length -> length < LongTalks.LENGTH_MIN))
      throw new ParameterException(
          spec.commandLine(), "--turns: " + turns + " (expected: ≥ " + LongTalks.LENGTH_MIN + ")");
    try (var server = target.start()) {
      var result = new LongTalks(server, turns, rounds, Duration.ofSeconds(warmUp)).run();
      System.out.printf(
          "%8s %8s | %15s | %19s | %6s %8s%n",
          "turns", "measured", "accepted p50 ms", "completed p50 p99", "CPU ms", "to first");
      var first = result.costs().get(turns.getFirst());
      result
          .costs()
          .forEach(
              (length, cost) ->
                  System.out.printf(
                      Locale.ROOT,
                      "%8d %8d | %15.3f | %9.3f %9.3f | %6.2f %8.2f%n",
                      length,
                      cost.completed().count(),
                      cost.accepted().millis(50),
                      cost.completed().millis(50),
                      cost.completed().millis(99),
                      cost.cpuMillis(),
                      cost.completed().millis(50) / first.completed().millis(50)));
      Report.printErrors(result.tally(), System.out);
      return result.tally().errors() == 0 ? 0 : Bench.WRONG;
    }
  }
}
