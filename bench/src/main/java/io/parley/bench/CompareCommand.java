package io.parley.bench;

import io.parley.bench.client.Frame;
import io.parley.bench.load.ClosedLoop;
import io.parley.bench.measure.Spread;
import io.parley.bench.server.ChatServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Parley and its peers alternately, on the same machine within minutes: only the ratio is
/// comparable between machines.
@Command(
    name = "compare",
    description = "Parley and its peers in turn, several rounds; medians and ratios.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Mixin private Target target;
  @Mixin private Times times;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "(${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--sessions",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,50,200",
      description = "closed loops of so many (${DEFAULT-VALUE})")
  private List<Integer> sessions;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "yardstick",
      description = "yardstick, durable-object (${DEFAULT-VALUE})")
  private List<String> peers;

  @Option(names = "--json", paramLabel = "FILE", description = "writes all figures there, too")
  private Path json;

  @Override
  public Integer call() throws Exception {
    var reports = new ArrayList<Report>();
    Report.printHead(System.out);
    for (int round = 0; round < rounds; round++) {
      try (var parley = target.parley()) {
        load(parley, reports);
      }
      for (var name : peers)
        try (var peer = target.start(name)) {
          load(peer, reports);
        }
    }
    for (var peer : peers) for (int count : sessions) summary(peer, count, reports);
    var all = Frame.JSON.createArrayNode();
    reports.forEach(report -> all.add(report.json()));
    Report.write(json, all);
    return reports.stream().allMatch(report -> report.tally().errors() == 0) ? 0 : Bench.WRONG;
  }

  private void load(ChatServer server, List<Report> reports)
      throws IOException, InterruptedException {
    times.heat(server);
    for (int count : sessions) {
      var loop = new ClosedLoop(server.http(), count, times.warmUp(), times.measured());
      var report = LoadCommands.measure(server, "closed", count, loop::run);
      report.print(System.out);
      reports.add(report);
    }
  }

  private static void summary(String peer, int sessions, List<Report> reports) {
    System.out.printf(
        "%nmedians at %3d sessions %31s %14s %10s%n", sessions, "parley", peer, "ratio");
    line("turns/s", peer, sessions, reports, Report::turnsPerSecond);
    line(
        "accepted p50 ms", peer, sessions, reports, report -> report.tally().accepted().millis(50));
    line(
        "first delta p50 ms",
        peer,
        sessions,
        reports,
        report -> report.tally().firstDelta().millis(50));
    line(
        "completed p50 ms",
        peer,
        sessions,
        reports,
        report -> report.tally().completed().millis(50));
    line(
        "completed p99 ms",
        peer,
        sessions,
        reports,
        report -> report.tally().completed().millis(99));
    line("CPU ms a turn", peer, sessions, reports, Report::cpuMillis);
    line("log flushes a turn", peer, sessions, reports, Report::flushesPerTurn);
  }

  private static void line(
      String what,
      String peer,
      int sessions,
      List<Report> reports,
      ToDoubleFunction<Report> figure) {
    double ours = median("parley", sessions, reports, figure);
    double theirs = median(peer, sessions, reports, figure);
    // no ratio for a peer whose flushes are not counted
    if (theirs == 0) return;
    System.out.printf(
        Locale.ROOT, "  %-45s %10.2f %14.2f %10.2f%n", what, ours, theirs, ours / theirs);
  }

  private static double median(
      String server, int sessions, List<Report> reports, ToDoubleFunction<Report> figure) {
    return new Spread(
            reports.stream()
                .filter(report -> report.server().equals(server) && report.sessions() == sessions)
                .map(figure::applyAsDouble)
                .toList())
        .median();
  }
}
