package io.parley.bench;

import io.parley.bench.load.Reconnects;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether reconnecting readers miss nothing, and how soon they have caught up.
@Command(
    name = "reconnect",
    description =
        "Readers lose their connection and reconnect after the last event that they received.",
    mixinStandardHelpOptions = true)
final class ReconnectCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "50",
      description = "at once (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "20",
      description = "reconnections of each (${DEFAULT-VALUE})")
  private int times;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "3",
      description = "missed each time (${DEFAULT-VALUE})")
  private int turns;

  @Override
  public Integer call() throws Exception {
    try (var server = target.start()) {
      var result = new Reconnects(server.http(), sessions, times, turns).run();
      var caughtUp = result.caughtUp();
      System.out.printf(
          Locale.ROOT,
          "%d reconnections: caught up after %.2f ms (p50), %.2f (p99), %.2f (max); errors: %s%n",
          caughtUp.count(),
          caughtUp.millis(50),
          caughtUp.millis(99),
          caughtUp.millis(100),
          result.tally().json().get("errors"));
      return result.tally().errors() == 0 && caughtUp.count() > 0 ? 0 : Bench.WRONG;
    }
  }
}
