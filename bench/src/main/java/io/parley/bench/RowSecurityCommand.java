package io.parley.bench;

import io.parley.bench.Comparison.Figure;
import io.parley.bench.Comparison.Measured;
import io.parley.bench.load.ClosedLoop;
import io.parley.bench.load.Sleepers;
import io.parley.bench.server.ParleyServer;
import io.parley.bench.server.RowSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The cost of row level security: one server, whose database has the policies of its tables
/// enabled and disabled in turn, with the same load in both states.
@Command(
    name = "row-security",
    description =
        "One server with row level security enabled and disabled in turn; medians and ratios.",
    mixinStandardHelpOptions = true)
final class RowSecurityCommand implements Callable<Integer> {
  /// So many that there is a snapshot, and events after it.
  private static final int WAKE_TURNS = 100;

  /// The first one warms up.
  private static final int WAKE_ROUNDS = 2;

  @Mixin private Target target;
  @Mixin private Times times;
  @Spec private CommandSpec spec;

  @Option(
      names = "--sessions",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,50",
      description = "closed loops of so many (${DEFAULT-VALUE})")
  private List<Integer> sessions;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "how often each state is measured; even: each comes first in every other pair"
              + " (${DEFAULT-VALUE})")
  private int pairs;

  @Option(
      names = "--wake",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "in place of the loops, so many new sessions of 100 turns leave memory and wake, twice;"
              + " the first time is not counted (${DEFAULT-VALUE}: loops)")
  private int wake;

  @Option(names = "--json", paramLabel = "FILE", description = "writes all figures there, too")
  private Path json;

  @Override
  public Integer call() throws Exception {
    check();
    var options = wake > 0 ? List.of("-Dparley.sessions.sleep-after=1s") : List.<String>of();
    try (var server = target.parley(options);
        var security = RowSecurity.of(server.data())) {
      times.heat(server);
      System.out.printf("row level security of %d tables%n", security.tables());
      if (wake == 0) Report.printHead(System.out);
      var comparison = compare(server, security);
      comparison.print(System.out);
      Report.write(json, comparison.json());
      return comparison.isClean() ? 0 : Bench.WRONG;
    }
  }

  private void check() {
    if (pairs < 2 || pairs % 2 != 0)
      throw wrong("--pairs: " + pairs + " (expected: an even number ≥ 2)");
    if (sessions.stream().anyMatch(count -> count < 1))
      throw wrong("--sessions: " + sessions + " (expected: ≥ 1)");
    if (wake < 0) throw wrong("--wake: " + wake + " (expected: ≥ 0)");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /// The states of a pair in their order, whether it is enabled: one, other, other, one, and so on,
  /// so that a steady change falls on both alike.
  ///
  /// @param pair its number, from 0
  static List<Boolean> order(int pair) {
    return pair % 2 == 0 ? List.of(true, false) : List.of(false, true);
  }

  /// A load of new sessions, which ends before the next one begins.
  @FunctionalInterface
  private interface Load {
    Measured run(boolean isEnabled) throws IOException, InterruptedException;
  }

  private Comparison compare(ParleyServer server, RowSecurity security)
      throws IOException, InterruptedException {
    var loads = loads(server);
    var measured = new ArrayList<Measured>();
    for (int pair = 0; pair < pairs; pair++)
      for (var load : loads)
        for (boolean isEnabled : order(pair)) {
          // also if it is so already: both begin alike
          security.enable(isEnabled);
          measured.add(load.run(isEnabled));
        }
    return new Comparison(measured);
  }

  private List<Load> loads(ParleyServer server) {
    if (wake > 0) return List.of(isEnabled -> woken(server, isEnabled));
    return sessions.stream()
        .<Load>map(count -> isEnabled -> talked(server, count, isEnabled))
        .toList();
  }

  private Measured talked(ParleyServer server, int count, boolean isEnabled)
      throws IOException, InterruptedException {
    var loop = new ClosedLoop(server.http(), count, times.warmUp(), times.measured());
    var report = LoadCommands.measure(server, state(isEnabled), count, loop::run);
    report.print(System.out);
    var tally = report.tally();
    double turns = tally.turns();
    return new Measured(
        count + (count == 1 ? " session" : " sessions"),
        isEnabled,
        List.of(
            new Figure("turns/s", report.turnsPerSecond()),
            new Figure("completed p50 ms", tally.completed().millis(50)),
            new Figure("completed p95 ms", tally.completed().millis(95)),
            new Figure("CPU ms a turn", report.cpuMillis()),
            new Figure("CPU ms a turn, server", report.programSeconds() * 1_000 / turns),
            new Figure("CPU ms a turn, database", report.databaseSeconds() * 1_000 / turns)),
        tally.turns() > 0 && tally.errors() == 0);
  }

  private Measured woken(ParleyServer server, boolean isEnabled)
      throws IOException, InterruptedException {
    var result = new Sleepers(server, wake, WAKE_TURNS, WAKE_ROUNDS).run();
    System.out.printf(
        Locale.ROOT,
        "%-8s %6d wake-ups: caught up after %.2f ms (p50), first complete reply after %.2f ms%n",
        state(isEnabled),
        result.woken().count(),
        result.woken().millis(50),
        result.replied().millis(50));
    Report.printErrors(result.tally(), System.out);
    return new Measured(
        "wake-ups",
        isEnabled,
        List.of(
            new Figure("caught up p50 ms", result.woken().millis(50)),
            new Figure("caught up p95 ms", result.woken().millis(95)),
            new Figure("first complete reply p50 ms", result.replied().millis(50)),
            new Figure("first complete reply p95 ms", result.replied().millis(95))),
        result.woken().count() > 0 && result.tally().errors() == 0);
  }

  private static String state(boolean isEnabled) {
    return isEnabled ? "enabled" : "disabled";
  }
}
