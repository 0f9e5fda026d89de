package io.parley.persistence.cluster;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.persistence.cluster.ClusterRecords.Formed;
import io.parley.persistence.cluster.ClusterRecords.Join;
import io.parley.persistence.cluster.ClusterRecords.Node;
import io.parley.persistence.cluster.ClusterRecords.OtherShards;
import io.parley.persistence.cluster.ClusterRecords.Way;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each node has a connection of its own, as processes do.
class ClusterRecordsIT {
  private static final int SHARDS = 100;
  private static final Node A = new Node("10.0.0.1:17355", 1, "1.0");
  private static final Node B = new Node("10.0.0.2:17355", 2, "1.0");
  private static final Node C = new Node("10.0.0.3:17355", 3, "1.0");
  private static final Node A_AGAIN = new Node(A.address(), 11, "1.0");

  private final List<ClusterRecords> open = new ArrayList<>();
  private final AtomicInteger formed = new AtomicInteger();
  private MigratedDatabase db;

  @BeforeEach
  void migrate() {
    db = MigratedDatabase.create();
  }

  @AfterEach
  void close() {
    open.forEach(ClusterRecords::close);
    db.close();
  }

  private ClusterRecords records(Duration freshFor) {
    var records = ClusterRecords.open(db.settings(), freshFor);
    open.add(records);
    return records;
  }

  /// Old enough for every limit, whenever this test's PostgreSQL came up.
  private ClusterRecords fresh() {
    return records(Duration.ofHours(1));
  }

  private Way decide(ClusterRecords records, Node node, boolean tried) {
    return get(records.decide(node, SHARDS, tried, formed::incrementAndGet));
  }

  private static Join joins(String... fresh) {
    return new Join(List.of(fresh), List.of(), Optional.empty());
  }

  @Test
  void a_restarted_node_learns_once_when_it_was_last_alive() {
    var records = fresh();
    decide(records, A, false);
    get(records.joined(B, List.of(A.address())));
    db.execute(
        "UPDATE cluster_node SET seen_at = clock_timestamp() - interval '7 s' WHERE address = '%s'"
            .formatted(A.address()));
    var former = ((Join) decide(records, A_AGAIN, false)).former().orElseThrow();
    assertThat(former).isBetween(Duration.ofSeconds(7), Duration.ofMinutes(2));
    assertThat(decide(records, A_AGAIN, false)).isEqualTo(joins(B.address()));
  }

  @Test
  void the_first_forms_a_cluster_and_the_next_joins_it() {
    var records = fresh();
    assertThat(decide(records, A, false)).isEqualTo(new Formed(1));
    assertThat(decide(records, B, false)).isEqualTo(joins(A.address()));
    assertThat(formed).hasValue(1);
    assertThat(get(records.joined(B, List.of(B.address(), A.address())))).isEqualTo(1);
    assertThat(decide(records, C, false)).isEqualTo(joins(A.address(), B.address()));
  }

  @Test
  void one_of_many_nodes_that_start_at_once_forms_a_cluster() throws Exception {
    int rounds = 8;
    for (int round = 0; round < rounds; round++) {
      db.execute("DELETE FROM cluster_node");
      formed.set(0);
      var together = new CyclicBarrier(3);
      var starts =
          IntStream.range(0, 3)
              .<Callable<Way>>mapToObj(
                  number -> {
                    var records = fresh();
                    var node = new Node("10.0.0." + number + ":17355", number, "1.0");
                    return () -> {
                      together.await();
                      return decide(records, node, false);
                    };
                  })
              .toList();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var ways = new ArrayList<Way>();
        for (var start : threads.invokeAll(starts)) ways.add(start.get());
        assertThat(ways).filteredOn(Formed.class::isInstance).hasSize(1);
        assertThat(ways).filteredOn(Join.class::isInstance).hasSize(2);
      }
      assertThat(formed).hasValue(1);
      open.forEach(ClusterRecords::close);
      open.clear();
    }
  }

  @Test
  void records_of_a_former_incarnation_do_not_prevent_forming() {
    var records = fresh();
    decide(records, A, false);
    assertThat(decide(records, A_AGAIN, false)).isEqualTo(new Formed(2));
    assertThat(db.count("cluster_node")).isEqualTo(1);
  }

  @Test
  void a_silent_member_is_contacted_once_before_a_cluster_is_formed_without_it() {
    var records = records(Duration.ofMillis(300));
    decide(records, A, false);
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .until(
            () ->
                decide(records, B, false)
                    .equals(new Join(List.of(), List.of(A.address()), Optional.empty())));
    assertThat(decide(records, B, true)).isEqualTo(new Formed(2));
  }

  @Test
  void records_are_fresh_after_the_database_has_just_started() {
    var records = fresh();
    decide(records, A, false);
    db.execute("UPDATE cluster_node SET seen_at = now() - interval '1 year'");
    // this server is younger than the hour for which a record stays fresh
    assertThat(decide(records, B, true)).isEqualTo(joins(A.address()));
  }

  @Test
  void a_member_that_missed_a_forming_must_end() {
    var slept = records(Duration.ofMillis(300));
    decide(slept, A, false);
    assertThat(get(slept.seen(A, 1))).isTrue();
    await().atMost(MigratedDatabase.PATIENCE).until(() -> decide(slept, B, true) instanceof Formed);
    assertThat(get(slept.seen(A, 1))).isFalse();
    assertThat(get(slept.seen(B, 2))).isTrue();
  }

  @Test
  void a_member_whose_address_another_one_has_must_end() {
    var records = fresh();
    decide(records, A, false);
    get(records.joined(A_AGAIN, List.of()));
    assertThat(get(records.seen(A, 1))).isFalse();
    assertThat(get(records.seen(A_AGAIN, 1))).isTrue();
  }

  @Test
  void a_node_that_joins_an_abandoned_cluster_must_end() {
    var records = records(Duration.ofMillis(300));
    decide(records, A, false);
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .until(() -> decide(records, B, true) instanceof Formed);
    // a seed's name led it to the old cluster
    long joined = get(records.joined(C, List.of(A.address(), C.address())));
    assertThat(joined).isEqualTo(1);
    assertThat(get(records.seen(C, joined))).isFalse();
  }

  @Test
  void another_number_of_shards_is_refused_while_members_live() {
    var records = fresh();
    decide(records, A, false);
    assertThat(get(records.decide(B, 50, false, formed::incrementAndGet)))
        .isEqualTo(new OtherShards(SHARDS, List.of(A.address())));
    get(records.forget(A));
    assertThat(get(records.decide(B, 50, false, formed::incrementAndGet))).isEqualTo(new Formed(2));
    assertThat(db.count("cluster_agreement WHERE shards = 50")).isEqualTo(1);
  }

  @Test
  void a_node_deletes_only_its_own_record() {
    var records = fresh();
    decide(records, A_AGAIN, false);
    get(records.forget(A));
    assertThat(db.count("cluster_node")).isEqualTo(1);
    get(records.forget(A_AGAIN));
    assertThat(db.count("cluster_node")).isZero();
  }

  @Test
  void starting_the_database_voids_all_records() {
    var records = fresh();
    decide(records, A, false);
    ClusterRecords.startAnew(db.settings());
    assertThat(get(records.seen(A, 1))).isFalse();
    assertThat(decide(records, B, false)).isEqualTo(new Formed(2));
  }

  @Test
  void the_first_cluster_of_a_database_has_formation_one() {
    ClusterRecords.startAnew(db.settings());
    assertThat(decide(fresh(), A, false)).isEqualTo(new Formed(1));
  }
}
