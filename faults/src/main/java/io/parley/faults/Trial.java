package io.parley.faults;

import io.parley.bench.load.Pace;
import io.parley.faults.check.Alarms;
import io.parley.faults.check.Checker;
import io.parley.faults.check.Evidence;
import io.parley.faults.check.Gathering;
import io.parley.faults.check.Recovery;
import io.parley.faults.check.Resources;
import io.parley.faults.check.UsageBooks;
import io.parley.faults.check.Violation;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.record.Entry;
import io.parley.faults.record.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One scenario: all customers talk, a fault is injected and healed, all customers are answered
/// again; then everything is checked.
///
/// ```
/// try (var trial = Trial.begin("killed-node", fleet, load, baseline)) {
///   trial.harm("SIGKILL to node1", () -> fleet.node(0).kill());
///   trial.recovered();
///   trial.judge();
/// }
/// ```
public final class Trial implements AutoCloseable {
  /// The time within which all sessions must answer again: 30 s, or `-Dfaults.answers=SECONDS` on a
  /// machine so busy that a start alone takes as long.
  public static final Duration ANSWERS = Duration.ofSeconds(Long.getLong("faults.answers", 30));

  private static final Duration STOP = Duration.ofMinutes(2);
  private static final Duration RETURN = Duration.ofMinutes(1);

  /// The feed of a lost node moves first, and one that failed tries again after a minute.
  private static final Duration BOOKED = Duration.ofMinutes(3);

  private static final int SHOWN = 40;

  private final String name;
  private final Fleet fleet;
  private final Optional<List<Resources>> baseline;
  private final History history;
  private final Load load;
  private final SplittableRandom random;
  private final List<Violation> found = new ArrayList<>();
  private Duration slowest = Duration.ZERO;
  private int harms;

  private Trial(
      String name,
      Fleet fleet,
      Optional<List<Resources>> baseline,
      History history,
      Load load,
      SplittableRandom random) {
    this.name = name;
    this.fleet = fleet;
    this.baseline = baseline;
    this.history = history;
    this.load = load;
    this.random = random;
  }

  /// Starts the load.
  ///
  /// @param name of lower-case words with hyphens
  /// @param baseline resources of the nodes before; empty to skip the comparison
  public static Trial begin(
      String name, Fleet fleet, Load.Plan plan, Optional<List<Resources>> baseline)
      throws IOException, InterruptedException {
    System.out.printf("faults: %s, seed %d%n", name, Seed.value());
    fleet.awaitReady();
    var random = Seed.random(name);
    var history = History.in(Runs.history(name));
    var load = Load.start(fleet.nodes(), history, plan, random.nextLong());
    return new Trial(name, fleet, baseline, history, load, random);
  }

  /// Resources of idle nodes after some load.
  public static List<Resources> baseline(Fleet fleet, Load.Plan plan)
      throws IOException, InterruptedException {
    try (var history = History.in(Runs.history("warm-up"));
        var load = Load.start(fleet.nodes(), history, plan, Seed.value())) {
      load.awaitTurns(plan.sessions() * 10, STOP);
      load.stop(STOP);
    }
    var baseline = new ArrayList<Resources>();
    for (var node : fleet.nodes()) baseline.add(Resources.of(node));
    return baseline;
  }

  /// A fault, or its end.
  @FunctionalInterface
  public interface Harm {
    void run() throws IOException, InterruptedException, SQLException;
  }

  /// Injects or heals a fault and records when.
  public void harm(String what, Harm harm) throws IOException, InterruptedException, SQLException {
    history.note(what);
    harm.run();
    history.note("done: " + what);
    harms++;
  }

  /// The source of all random choices of this trial.
  public SplittableRandom random() {
    return random;
  }

  public Load load() {
    return load;
  }

  /// Lets the load run for a random time between half of `about` and all of it.
  public void passTime(Duration about) {
    long nanos = about.toNanos();
    Pace.awaitDue(System.nanoTime() + nanos / 2 + random.nextLong(nanos / 2 + 1));
  }

  /// Waits until all sessions answer again, at most [#ANSWERS] from now on.
  public void recovered() {
    recovered(System.nanoTime());
  }

  /// @param since when the fault was over, by [System#nanoTime]
  /// @return the time from then on
  public Duration recovered(long since) {
    var recovery = Recovery.of(load, since, ANSWERS);
    found.addAll(recovery.violations());
    if (recovery.took().compareTo(slowest) > 0) slowest = recovery.took();
    history.note(
        "recovered after %d ms; silent: %s"
            .formatted(recovery.took().toMillis(), recovery.silent()));
    return recovery.took();
  }

  /// The stored data at this moment.
  public Evidence glimpse() throws IOException, SQLException {
    return new Gathering(fleet, load.sessions()).glimpse(history);
  }

  /// Stops the load, gathers the evidence, and fails when a promise was broken.
  ///
  /// @return the evidence, for further checks
  public Evidence judge() throws IOException, InterruptedException, SQLException {
    fleet.awaitReady();
    for (var crash : load.stop(STOP)) found.add(new Violation(2, "", 0, "", crash));
    var evidence = new Gathering(fleet, load.sessions()).gather(history);
    found.addAll(new Checker(evidence).violations());
    found.addAll(UsageBooks.awaitComplete(fleet.database(), evidence.journal(), BOOKED));
    found.addAll(Alarms.of(fleet.nodes()));
    if (baseline.isPresent())
      found.addAll(Resources.awaitReturn(fleet.nodes(), baseline.get(), RETURN));
    report(evidence);
    if (!found.isEmpty())
      throw new AssertionError(
          "%s, seed %d: %d violations; history: %s%n%s"
              .formatted(
                  name,
                  Seed.value(),
                  found.size(),
                  history.file(),
                  String.join(
                      "\n", found.stream().limit(SHOWN).map(Violation::toString).toList())));
    return evidence;
  }

  private void report(Evidence evidence) throws IOException {
    long acknowledged =
        evidence.entries().stream().filter(Entry.Acknowledged.class::isInstance).count();
    long received = evidence.entries().stream().filter(Entry.Received.class::isInstance).count();
    long failed =
        evidence.journal().values().stream()
            .flatMap(List::stream)
            .filter(row -> row.kind().equals("turn-failed"))
            .count();
    var line =
        "%s: seed %d, %d harms, %d turns (%d failed), %d acknowledgements, %d events received, slowest recovery %d ms, %d violations"
            .formatted(
                name,
                Seed.value(),
                harms,
                load.turns(),
                failed,
                acknowledged,
                received,
                slowest.toMillis(),
                found.size());
    System.out.println("faults: " + line);
    Files.writeString(
        Runs.results(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void close() {
    load.close();
    history.close();
  }
}
