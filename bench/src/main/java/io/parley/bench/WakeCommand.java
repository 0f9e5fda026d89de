package io.parley.bench;

import io.parley.bench.load.Sleepers;
import io.parley.bench.measure.Latency;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How soon a passivated session answers again.
@Command(
    name = "wake",
    description = "Customers reconnect to passivated sessions, one after the other.",
    mixinStandardHelpOptions = true)
final class WakeCommand implements Callable<Integer> {
  @Mixin private Target target;
  @Mixin private Times times;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "500",
      description = "passivated (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "20",
      description = "of each before (${DEFAULT-VALUE})")
  private int turns;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "how often all are passivated and woken; the first round warms up (${DEFAULT-VALUE})")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    try (var server = target.parley(List.of("-Dparley.sessions.sleep-after=1s"))) {
      times.heat(server);
      var result = new Sleepers(server, sessions, turns, rounds).run();
      print("awake: connection to caught-up", result.awake());
      print("asleep: connection to caught-up", result.woken());
      print("asleep: connection to first complete reply", result.replied());
      Report.printErrors(result.tally(), System.out);
      return result.tally().errors() == 0 && result.woken().count() > 0 ? 0 : Bench.WRONG;
    }
  }

  private static void print(String what, Latency latency) {
    System.out.printf(
        Locale.ROOT,
        "%-44s %6d times: %.2f ms (p50), %.2f (p99), %.2f (max)%n",
        what,
        latency.count(),
        latency.millis(50),
        latency.millis(99),
        latency.millis(100));
  }
}
