package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.bench.load.Pace;
import io.parley.faults.check.Resources;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// PostgreSQL is unreachable, loses its connections, is locked, or does not answer.
@Tag("faults")
class DatabaseFaultsIT {
  private static final int NODES = Seed.nodes();
  private static final Load.Plan PEOPLE = new Load.Plan(12, 1, Manner.PLAIN);
  private static final Duration BEFORE = Duration.ofSeconds(5);

  private static Fleet fleet;
  private static List<Resources> baseline;

  @BeforeAll
  static void build() throws Exception {
    fleet = Fleet.start(Fleet.Plan.scripted(NODES, Runs.directory("database-faults")));
    baseline = Trial.baseline(fleet, PEOPLE);
  }

  @AfterAll
  static void takeDown() throws Exception {
    fleet.close();
  }

  @Test
  void the_database_is_stopped_at_once_and_started_again() throws Exception {
    try (var trial = begin("database-stopped")) {
      for (int i = Seed.rounds(3); i > 0; i--) {
        trial.passTime(BEFORE);
        trial.harm("PostgreSQL is stopped immediately", fleet.database()::stopImmediately);
        trial.passTime(Duration.ofSeconds(15));
        trial.harm("PostgreSQL is started", fleet.database()::start);
        trial.recovered();
      }
      trial.judge();
    }
  }

  @Test
  void the_database_backends_are_killed_repeatedly() throws Exception {
    try (var trial = begin("backends-killed")) {
      for (int i = Seed.rounds(10); i > 0; i--) {
        trial.passTime(Duration.ofSeconds(2));
        trial.harm(
            "all backends are terminated",
            () -> assertThat(terminated()).as("backends").isPositive());
      }
      trial.recovered();
      trial.judge();
    }
  }

  @Test
  void the_journal_table_is_locked_for_seconds() throws Exception {
    try (var trial = begin("journal-locked")) {
      for (int i = Seed.rounds(3); i > 0; i--) {
        trial.passTime(BEFORE);
        trial.harm("the journal is locked for 12 s", () -> locked(Duration.ofSeconds(12)));
        trial.recovered();
      }
      trial.judge();
    }
  }

  @Test
  void the_database_connection_of_one_node_goes_dead_or_is_cut() throws Exception {
    try (var trial = begin("database-line")) {
      for (int i = Seed.rounds(3); i > 0; i--) {
        trial.passTime(BEFORE);
        int node = trial.random().nextInt(NODES);
        var line = fleet.databaseLine(node);
        boolean cut = trial.random().nextBoolean();
        trial.harm(
            "node%d's connection to PostgreSQL is %s".formatted(node + 1, cut ? "cut" : "dead"),
            () -> {
              if (cut) line.cut();
              else line.hold();
            });
        trial.passTime(Duration.ofSeconds(15));
        trial.harm("the connection is restored", line::heal);
        trial.recovered();
      }
      trial.judge();
    }
  }

  @Test
  void the_database_is_slow() throws Exception {
    try (var trial = begin("database-slow")) {
      trial.harm(
          "each chunk to and from PostgreSQL takes 40 ms longer",
          () -> {
            for (int node = 0; node < NODES; node++)
              fleet.databaseLine(node).delay(Duration.ofMillis(40));
          });
      trial.passTime(Duration.ofSeconds(20));
      trial.harm(
          "it is as fast as before",
          () -> {
            for (int node = 0; node < NODES; node++) fleet.databaseLine(node).heal();
          });
      trial.recovered();
      trial.judge();
    }
  }

  @Test
  void other_clients_take_all_database_connections() throws Exception {
    try (var trial = begin("connections-taken")) {
      trial.passTime(BEFORE);
      try (var greedy = new Greedy(fleet.database())) {
        trial.harm(
            "all connections are taken, and those of the nodes are terminated",
            () -> assertThat(greedy.takeAll()).as("connections").isPositive());
        trial.passTime(Duration.ofSeconds(15));
      }
      trial.recovered();
      trial.judge();
    }
  }

  private static Trial begin(String name) throws Exception {
    return Trial.begin(name, fleet, PEOPLE, Optional.of(baseline));
  }

  private static int terminated() throws SQLException {
    try (var connection = fleet.database().connect();
        var query =
            connection.prepareStatement(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE usename = current_user AND pid <> pg_backend_pid()");
        var rows = query.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void locked(Duration time) throws SQLException {
    try (var connection = fleet.database().connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE event_journal IN ACCESS EXCLUSIVE MODE");
      Pace.awaitDue(System.nanoTime() + time.toNanos());
      connection.rollback();
    }
  }
}
