package io.parley.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.seed.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// One budget shared by several nodes: [Account] and [Purse], alone and together.
class LendingTest {
  @Test
  void needed_money_is_lent_with_a_little_ahead_or_not_at_all() {
    var account = new Account(300, 100);
    assertThat(account.lend(1_000, 600, 0)).hasValue(600);
    assertThat(account.lend(1_000, 601, 0)).isEmpty();
    assertThat(account.lend(1_000, 600, 50)).hasValue(600);
    assertThat(account.lend(1_000, 120, 500)).hasValue(120 + 480 / 16);
    assertThat(account.lend(1_000, 120, 7)).hasValue(127);
    assertThat(new Account(1_200, 0).left(1_000)).isZero();
  }

  @Test
  void unused_money_of_a_call_returns_to_the_purse() {
    var purse = Purse.EMPTY.lent(100).aside(80).settled(80, 30);
    assertThat(purse).isEqualTo(new Purse(70, 0, 30, 30));
    assertThat(purse.emptied()).isEqualTo(new Purse(0, 0, 30, 100));
    assertThat(purse.emptied().posted().isEmpty()).isTrue();
  }

  @Test
  void a_call_above_its_bound_is_counted_in_full() {
    assertThat(Purse.EMPTY.lent(100).aside(80).settled(80, 95)).isEqualTo(new Purse(20, 0, 95, 80));
    assertThat(Purse.EMPTY.settled(0, 40)).isEqualTo(new Purse(0, 0, 40, 0));
  }

  @Test
  void only_available_money_can_be_put_aside() {
    var purse = Purse.EMPTY.lent(10);
    assertThatThrownBy(() -> purse.aside(11)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> purse.settled(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /// Nodes borrow, call, settle, post, return money and die in any order. The books never lend more
  /// than the limit, count every posted micro-unit, and the spent money exceeds the limit by no
  /// more than calls exceeded their own bounds.
  @Test
  void interleaved_nodes_spend_nothing_twice() {
    Seeds.each(1_000, seed -> new Town(seed).live());
  }

  private static final class Town {
    private final long seed;
    private final Random random;
    private final long limit;
    private final List<Node> nodes = new ArrayList<>();
    private long posted;
    private long lentInBooks;
    private long paid;
    private long beyondBounds;
    private long lostWithNodes;

    private record Open(long aside) {}

    private static final class Node {
      Purse purse = Purse.EMPTY;
      final List<Open> calls = new ArrayList<>();
    }

    Town(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.limit = 1 + random.nextLong(100_000);
      for (int i = 0; i < 1 + random.nextInt(4); i++) nodes.add(new Node());
    }

    void live() {
      for (int step = 0; step < 300; step++) {
        int index = random.nextInt(nodes.size());
        var node = nodes.get(index);
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> begin(node);
          case 4, 5, 6 -> end(node);
          case 7 -> post(node);
          case 8 -> node.purse = node.purse.emptied();
          default -> {
            if (random.nextInt(20) == 0) die(index);
          }
        }
        check();
      }
      for (var node : nodes) {
        while (!node.calls.isEmpty()) end(node);
        node.purse = node.purse.emptied();
        post(node);
      }
      check();
      assertThat(posted).as("seed %d", seed).isEqualTo(paid - lostWithNodes);
    }

    private void begin(Node node) {
      long bound = random.nextInt(3_000);
      long from = Math.min(node.purse.free(), bound);
      var lent = new Account(posted, lentInBooks).lend(limit, bound - from, limit / 100);
      if (bound > from && lent.isEmpty()) return;
      if (bound > from) {
        lentInBooks += lent.getAsLong();
        node.purse = node.purse.lent(lent.getAsLong());
      }
      node.purse = node.purse.aside(bound);
      node.calls.add(new Open(bound));
    }

    private void end(Node node) {
      if (node.calls.isEmpty()) return;
      var call = node.calls.remove(random.nextInt(node.calls.size()));
      long cost =
          random.nextInt(8) == 0
              ? call.aside() + random.nextInt(500)
              : random.nextLong(call.aside() + 1);
      node.purse = node.purse.settled(call.aside(), cost);
      paid += cost;
      beyondBounds += Math.max(0, cost - call.aside());
    }

    private void post(Node node) {
      posted += node.purse.spent();
      lentInBooks -= node.purse.released();
      node.purse = node.purse.posted();
    }

    /// The node's lent money stays lent.
    private void die(int index) {
      lostWithNodes += nodes.get(index).purse.spent();
      nodes.set(index, new Node());
    }

    private void check() {
      assertThat(paid).as("seed %d", seed).isLessThanOrEqualTo(limit + beyondBounds);
      assertThat(posted + lentInBooks)
          .as("seed %d", seed)
          .isLessThanOrEqualTo(limit + beyondBounds);
      long held =
          nodes.stream()
              .map(node -> node.purse)
              .mapToLong(purse -> purse.free() + purse.open() + purse.released())
              .sum();
      assertThat(held).as("seed %d", seed).isLessThanOrEqualTo(lentInBooks);
    }
  }
}
