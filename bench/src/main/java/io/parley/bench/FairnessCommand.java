package io.parley.bench;

import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.bench.client.Owners;
import io.parley.bench.load.ClosedLoop;
import io.parley.bench.load.PacedLoop;
import io.parley.bench.measure.Tally;
import io.parley.bench.server.ParleyServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How far one organisation slows the others. They are measured alone, and again while one more has
/// many times the sessions of each of them, none of which ever waits before it says more.
@Command(
    name = "fairness",
    description =
        "Some organisations talk at a steady rate, alone and beside one that has many times their"
            + " sessions and never pauses.",
    mixinStandardHelpOptions = true)
final class FairnessCommand implements Callable<Integer> {
  /// By which factor the others' p99 may rise (issue 17).
  private static final double RISE_MAX = 1.5;

  @Mixin private Target target;
  @Mixin private Times times;

  @Option(
      names = "--organisations",
      paramLabel = "N",
      defaultValue = "4",
      description = "besides the noisy one (${DEFAULT-VALUE})")
  private int organisations;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "4",
      description = "of each of them (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "4",
      description = "turns a second of each of them (${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "100",
      description = "sessions of the noisy one, for each of another one (${DEFAULT-VALUE})")
  private int noisyTimes;

  @Option(
      names = "--places",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "replies that the model makes at once; with --delay they are what is scarce"
              + " (${DEFAULT-VALUE})")
  private int places;

  @Option(names = "--json", paramLabel = "FILE", description = "writes all figures there, too")
  private Path json;

  @Override
  public Integer call() throws Exception {
    var options =
        List.of("-Dparley.accounts.sign-up=open", "-Dparley.model.scripted.replies-max=" + places);
    try (var server = target.parley(options)) {
      times.heat(server);
      var owners = owners(server);
      var others = owners.subList(1, owners.size());
      var alone = steady(server, others).run(() -> {});
      var beside = beside(server, owners.getFirst(), others);
      print("others, alone", alone);
      print("others, beside the noisy one", beside.others());
      print("the noisy one", beside.noisy());
      double rise = beside.others().completed().millis(99) / alone.completed().millis(99);
      System.out.printf(
          Locale.ROOT, "p99 of the others: %.2f times as alone (must: ≤ %.1f)%n", rise, RISE_MAX);
      Report.printErrors(alone, System.out);
      Report.printErrors(beside.others(), System.out);
      Report.printErrors(beside.noisy(), System.out);
      write(alone, beside, rise);
      boolean whole = alone.turns() > 0 && beside.others().turns() > 0;
      boolean clean = alone.errors() == 0 && beside.others().errors() == 0;
      return whole && clean && rise <= RISE_MAX ? 0 : Bench.WRONG;
    }
  }

  /// Access tokens of the owners, the noisy one first.
  private List<String> owners(ParleyServer server) throws IOException, InterruptedException {
    try (var client = new ChatClient()) {
      var owners = new Owners(client, server.http(), server.management());
      var tokens = new ArrayList<String>();
      for (int i = 0; i <= organisations; i++) tokens.add(owners.signUp("fairness-" + i));
      return List.copyOf(tokens);
    }
  }

  private record Beside(Tally others, Tally noisy) {}

  private Beside beside(ParleyServer server, String noisy, List<String> others)
      throws InterruptedException, ExecutionException {
    var crowd =
        new ClosedLoop(
            server.http(),
            Optional.of(noisy),
            sessions * noisyTimes,
            times.warmUp(),
            times.measured());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var loud = threads.submit(() -> crowd.run(() -> {}));
      var quiet = steady(server, others).run(() -> {});
      return new Beside(quiet, loud.get());
    }
  }

  private PacedLoop steady(ParleyServer server, List<String> tokens) {
    return new PacedLoop(
        server.http(),
        tokens,
        sessions * tokens.size(),
        rate * tokens.size(),
        times.warmUp(),
        times.measured());
  }

  private static void print(String who, Tally tally) {
    System.out.printf(
        Locale.ROOT,
        "%-30s %7d turns, %8.1f a second, complete after %9.2f ms (p50), %9.2f (p99)%n",
        who,
        tally.turns(),
        tally.turnsPerSecond(),
        tally.completed().millis(50),
        tally.completed().millis(99));
  }

  private void write(Tally alone, Beside beside, double rise) throws IOException {
    var all = Frame.JSON.createObjectNode().put("rise", rise);
    all.set("alone", alone.json());
    all.set("beside", beside.others().json());
    all.set("noisy", beside.noisy().json());
    Report.write(json, all);
  }
}
