package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.bench.load.Pace;
import io.parley.faults.check.Evidence;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import io.parley.faults.record.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// SIGKILL between a commit and its acknowledgement, and between a tool's effect and its record:
/// PostgreSQL commits a node's writes, but the node gets no answer, and dies. The test verifies
/// that this happened before another node takes over.
@Tag("faults")
class WorstMomentsIT {
  private static final int NODES = Seed.nodes();
  private static final Load.Plan PEOPLE = new Load.Plan(18, 1, Manner.PLAIN, 1.0);

  /// Long enough for requests to arrive, and too short for timeouts.
  private static final Duration HELD = Duration.ofMillis(300);

  private static final Duration MEANWHILE = Duration.ofMillis(1_500);

  /// A kill need not hit both moments: about one in four finds a ticket without its record.
  private static final int MOST_ROUNDS = 20;

  @Test
  void writes_committed_without_an_answer_are_stored_once() throws Exception {
    var plan = Fleet.Plan.scripted(NODES, Runs.directory("worst-moments"));
    long unacknowledged = 0;
    long unrecorded = 0;
    try (var fleet = Fleet.start(plan);
        var trial = Trial.begin("worst-moments", fleet, PEOPLE, Optional.empty())) {
      int rounds = Seed.rounds(8);
      for (int i = 0; i < rounds || missed(i, unacknowledged, unrecorded); i++) {
        trial.passTime(Duration.ofSeconds(5));
        int number = trial.random().nextInt(NODES);
        var victim = fleet.node(number);
        var line = fleet.databaseLine(number);
        trial.harm("the answers to " + victim + " are held", line::holdAnswers);
        Pace.awaitDue(System.nanoTime() + HELD.toNanos());
        trial.harm("SIGKILL to " + victim, victim::kill);
        line.heal();
        var stored = trial.glimpse();
        // the living nodes acknowledge and record their pending work meanwhile; the dead node does
        // not, and it takes seconds until another one takes over
        Pace.awaitDue(System.nanoTime() + MEANWHILE.toNanos());
        var later = trial.glimpse();
        unacknowledged += unacknowledged(stored, later);
        unrecorded += unrecorded(stored, later);
        trial.recovered();
        fleet.awaitReady();
      }
      trial.judge();
    }
    System.out.printf(
        "faults: worst-moments: %d messages were stored and not acknowledged, %d tickets open and"
            + " not recorded%n",
        unacknowledged, unrecorded);
    assertThat(unacknowledged).as("messages stored and not acknowledged").isPositive();
    assertThat(unrecorded).as("tickets open and not recorded").isPositive();
  }

  private static boolean missed(int round, long unacknowledged, long unrecorded) {
    return round < MOST_ROUNDS && (unacknowledged == 0 || unrecorded == 0);
  }

  private static long unacknowledged(Evidence stored, Evidence later) {
    var acknowledged = new HashSet<String>();
    for (var entry : later.entries())
      if (entry instanceof Entry.Acknowledged ack) acknowledged.add(ack.id());
    return stored.journal().values().stream()
        .flatMap(List::stream)
        .filter(row -> row.kind().equals("said"))
        .filter(row -> !acknowledged.contains(row.event().path("id").asText()))
        .count();
  }

  private static long unrecorded(Evidence stored, Evidence later) {
    var recorded = new HashSet<String>();
    later
        .journal()
        .forEach(
            (session, rows) ->
                rows.stream()
                    .filter(row -> row.kind().equals("tool-call-settled"))
                    .forEach(
                        row -> recorded.add(session + ":" + row.event().path("call").asText())));
    return stored.effects().stream()
        .filter(effect -> recorded.stream().noneMatch(call -> effect.key().endsWith(":" + call)))
        .count();
  }
}
