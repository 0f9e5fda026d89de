package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final int MAX = 10;

  private final FairQueue<String, String> queue =
      new FairQueue<>(MAX, flow -> flow.equals("double") ? 2 : 1);

  private void add(String flow, int items) {
    for (int i = 1; i <= items; i++) assertThat(queue.offer(flow, flow + i)).isEmpty();
  }

  private List<String> served(int items) {
    var served = new ArrayList<String>();
    for (int i = 0; i < items; i++) served.add(queue.poll().orElseThrow());
    return served;
  }

  @Test
  void one_flow_alone_is_served_in_order() {
    add("a", 3);
    assertThat(served(3)).containsExactly("a1", "a2", "a3");
    assertThat(queue.poll()).isEmpty();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void a_late_item_of_a_quiet_flow_passes_the_many_of_another() {
    add("noisy", 6);
    assertThat(served(2)).containsExactly("noisy1", "noisy2");
    add("quiet", 1);
    assertThat(served(2)).contains("quiet1");
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void flows_that_wait_take_turns() {
    add("a", 3);
    add("b", 3);
    assertThat(served(6)).containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
  }

  @Test
  void a_flow_of_twice_the_weight_is_served_twice_as_often() {
    add("a", 3);
    add("double", 6);
    assertThat(served(6)).filteredOn(item -> item.startsWith("double")).hasSize(4);
  }

  @Test
  void an_item_of_a_heavy_flow_does_not_wait_for_a_turn_of_each_other_one() {
    for (int i = 1; i < MAX; i++) add("flow" + i, 1);
    add("double", 1);
    assertThat(served(2)).containsExactly("double1", "flow11");
  }

  @Test
  void what_passed_without_waiting_counts() {
    for (int i = 0; i < 5; i++) queue.passed("early");
    add("early", 1);
    add("late", 1);
    assertThat(served(1)).containsExactly("late1");
  }

  @Test
  void use_while_nobody_waited_is_not_held_against_a_flow_for_long() {
    for (int i = 0; i < 1_000; i++) queue.passed("early");
    add("late", 3);
    add("early", 3);
    assertThat(served(3)).contains("early1");
  }

  @Test
  void an_item_is_not_passed_by_while_another_waits() {
    add("a", 1);
    assertThatIllegalStateException().isThrownBy(() -> queue.passed("b"));
  }

  @Test
  void an_item_that_leaves_costs_its_flow_nothing() {
    add("a", 2);
    add("b", 2);
    assertThat(queue.remove("a", "a1")).isTrue();
    assertThat(queue.remove("a", "a1")).isFalse();
    assertThat(queue.remove("c", "a1")).isFalse();
    assertThat(served(3)).containsExactly("a2", "b1", "b2");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void one_flow_alone_may_fill_the_queue() {
    add("a", MAX);
    assertThat(queue.offer("a", "one more")).contains("one more");
    assertThat(queue.size()).isEqualTo(MAX);
  }

  @Test
  void a_full_queue_drops_the_newest_of_the_largest_flow() {
    add("a", 7);
    add("b", 3);
    assertThat(queue.offer("c", "c1")).contains("a7");
    assertThat(queue.offer("b", "b4")).contains("a6");
    assertThat(queue.offer("a", "a8")).contains("a8");
    assertThat(queue.size()).isEqualTo(MAX);
  }

  @Test
  void a_full_queue_measures_flows_by_their_weight() {
    add("double", 6);
    add("a", 4);
    assertThat(queue.offer("double", "one more")).contains("a4");
    assertThat(queue.offer("double", "and one more")).contains("and one more");
  }

  @Test
  void of_more_flows_than_places_the_last_are_refused() {
    for (int i = 0; i < MAX; i++) add("flow" + i, 1);
    assertThat(queue.offer("another", "x")).contains("x");
  }

  @Test
  void all_items_can_be_taken_out_at_once() {
    add("a", 2);
    add("b", 1);
    assertThat(queue.clear()).containsExactlyInAnyOrder("a1", "a2", "b1");
    assertThat(queue.isEmpty()).isTrue();
    add("a", 1);
    assertThat(served(1)).containsExactly("a1");
  }

  @Test
  void flows_that_are_quiet_again_are_forgotten() {
    for (int i = 0; i < 10_000; i++) {
      add("flow" + i, 2);
      served(2);
    }
    assertThat(queue.flows()).isLessThan(200);
  }

  @Test
  void weights_have_bounds() {
    var shop = new TenantId("shop");
    assertThat(new Weights(Map.of(shop, 3.0)).of(shop)).isEqualTo(3);
    assertThat(Weights.EQUAL.of(shop)).isEqualTo(Weights.USUAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Weights(Map.of(shop, 0.0)))
        .withMessage("weight of shop: 0.0 (expected: 0.01 to 100.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FairQueue<String, String>(-1, _ -> 1))
        .withMessage("max: -1 (expected: ≥ 0)");
  }
}
