package io.parley.bench;

import io.parley.bench.load.Storm;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether all clients may reconnect at once.
@Command(
    name = "storm",
    description =
        "All readers lose their connection and reconnect after the last event that they received.",
    mixinStandardHelpOptions = true)
final class StormCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "10000",
      description = "with one reader each (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--within",
      paramLabel = "S",
      defaultValue = "10",
      description = "seconds in which all reconnect (${DEFAULT-VALUE})")
  private int within;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "2",
      description = "missed by each (${DEFAULT-VALUE})")
  private int turns;

  @Override
  public Integer call() throws Exception {
    try (var server = target.start()) {
      var result = new Storm(server, sessions, Duration.ofSeconds(within), turns).run();
      var caughtUp = result.caughtUp();
      System.out.printf(
          Locale.ROOT,
          "%d reconnected: caught up after %.2f ms (p50), %.2f (p99), %.2f (max); %d refusals; %d"
              + " violations; program %d KiB before, %d with all, %d after; errors:"
              + " %s%n",
          caughtUp.count(),
          caughtUp.millis(50),
          caughtUp.millis(99),
          caughtUp.millis(100),
          result.refused(),
          result.complaints(),
          result.before(),
          result.held(),
          result.after(),
          result.tally().json().get("errors"));
      return result.tally().errors() == 0 && caughtUp.count() == sessions ? 0 : Bench.WRONG;
    }
  }
}
