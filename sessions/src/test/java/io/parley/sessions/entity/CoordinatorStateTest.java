package io.parley.sessions.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.pekko.cluster.ddata.ReadWriteAggregator$;
import org.junit.jupiter.api.Test;

/// The number of nodes that must store the shard coordinator's decisions, by Pekko's own arithmetic
/// with our settings.
class CoordinatorStateTest {
  private static final int NODES_MAX = 40;

  private final Config sharding =
      ConfigFactory.load().getConfig("pekko.cluster.sharding").resolve();

  @Test
  void shards_are_placed_although_one_of_three_nodes_does_not_answer() {
    assertThat(writtenTo(3)).isEqualTo(2);
    IntStream.rangeClosed(3, NODES_MAX)
        .forEach(nodes -> assertThat(writtenTo(nodes)).as("of %d", nodes).isLessThan(nodes));
  }

  @Test
  void the_next_coordinator_reads_earlier_decisions_after_a_node_died() {
    for (int nodes = 2; nodes <= NODES_MAX; nodes++) {
      int left = nodes - 1;
      int haveIt = writtenTo(nodes) - 1;
      assertThat(readFrom(left) + haveIt)
          .as("of %d nodes that are left, those that are read and those that have it", left)
          .isGreaterThan(left);
    }
  }

  @Test
  void a_lost_message_between_nodes_delays_shards_for_two_seconds_at_most() {
    assertThat(sharding.getDuration("updating-state-timeout"))
        .isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  private int writtenTo(int nodes) {
    return majority(nodes, sharding.getInt("coordinator-state.write-majority-plus"));
  }

  private int readFrom(int nodes) {
    return majority(nodes, sharding.getInt("coordinator-state.read-majority-plus"));
  }

  private int majority(int nodes, int more) {
    return ReadWriteAggregator$.MODULE$.calculateMajority(
        sharding.getInt("distributed-data.majority-min-cap"), nodes, more);
  }
}
