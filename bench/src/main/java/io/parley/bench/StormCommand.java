package io.parley.bench;

import io.parley.bench.load.Storm;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether everybody may come back at once.
@Command(
    name = "storm",
    description = "Everybody loses the line and comes back with the last number that it knows.",
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
      description = "seconds in which all come back (${DEFAULT-VALUE})")
  private int within;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "2",
      description = "that each has missed (${DEFAULT-VALUE})")
  private int turns;

  @Override
  public Integer call() throws Exception {
    try (var server = target.start()) {
      var result = new Storm(server, sessions, Duration.ofSeconds(within), turns).run();
      var caughtUp = result.caughtUp();
      System.out.printf(
          Locale.ROOT,
          "%d came back: caught up after %.2f ms (p50), %.2f (p99), %.2f (max); %d were told to"
              + " come later; %d complaints; program %d KiB before, %d with all, %d after; errors:"
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
