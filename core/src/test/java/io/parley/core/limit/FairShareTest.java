package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.limit.FairShare.Decision;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairShareTest {
  private final Map<Integer, Long> held = new HashMap<>();
  private long used;

  private Decision ask(FairShare share, int holder, boolean known) {
    var decision = share.ask(used, held.getOrDefault(holder, 0L), held.size(), known);
    if (decision == Decision.GRANTED) {
      held.merge(holder, 1L, Long::sum);
      used++;
    }
    return decision;
  }

  private Decision ask(FairShare share, int holder) {
    return ask(share, holder, false);
  }

  private void takeAll(FairShare share, int holders) {
    for (boolean more = true; more; ) {
      more = false;
      for (int holder = 0; holder < holders; holder++)
        more |= ask(share, holder) == Decision.GRANTED;
    }
  }

  @Test
  void one_greedy_holder_gets_half() {
    takeAll(new FairShare(100, 0), 1);
    assertThat(used).isEqualTo(50);
  }

  @Test
  void nine_greedy_holders_leave_a_tenth_to_others() {
    var share = new FairShare(16_000, 0);
    takeAll(share, 9);
    assertThat(used).isBetween(14_400L, 14_410L);
    for (int i = 0; i < 1_000; i++) assertThat(ask(share, 1_000 + i)).isEqualTo(Decision.GRANTED);
  }

  @Test
  void holders_that_arrive_one_by_one_do_not_take_everything() {
    var share = new FairShare(1_000, 0);
    for (int holder = 0; holder < 9; holder++) for (int i = 0; i < 125; i++) ask(share, holder);
    assertThat(used).isLessThan(1_000);
    assertThat(ask(share, 9)).isEqualTo(Decision.GRANTED);
  }

  @Test
  void a_holder_below_its_share_is_refused_because_of_others() {
    var share = new FairShare(100, 0);
    assertThat(share.ask(99, 3, 9, false)).isEqualTo(Decision.ALL_TAKEN);
    assertThat(share.ask(99, 10, 9, false)).isEqualTo(Decision.SHARE_TAKEN);
  }

  @Test
  void two_hundred_and_thirty_greedy_holders_do_not_take_everything() {
    var share = new FairShare(12_000, 0);
    takeAll(share, 230);
    assertThat(used).isLessThan(12_000);
    assertThat(ask(share, 230)).isEqualTo(Decision.GRANTED);
  }

  @Test
  void the_reserve_is_for_known_holders() {
    var share = new FairShare(10, 2);
    for (int holder = 0; holder < 8; holder++) ask(share, holder);
    assertThat(ask(share, 100)).isEqualTo(Decision.ALL_TAKEN);
    assertThat(ask(share, 101, true)).isEqualTo(Decision.GRANTED);
    assertThat(ask(share, 102, true)).isEqualTo(Decision.GRANTED);
    assertThat(ask(share, 103, true)).isEqualTo(Decision.ALL_TAKEN);
  }

  @Test
  void a_new_holder_is_refused_only_when_everything_is_taken() {
    var random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      long max = 1L + random.nextInt(500);
      long taken = random.nextInt(700);
      var share = new FairShare(max, 0);
      assertThat(share.ask(taken, 0, random.nextInt(50), false))
          .isEqualTo(taken < max ? Decision.GRANTED : Decision.ALL_TAKEN);
    }
  }

  @Test
  void a_small_capacity_still_grants_something() {
    assertThat(FairShare.reserving(0.5, 1).ask(0, 0, 0, false)).isEqualTo(Decision.GRANTED);
    assertThatThrownBy(() -> new FairShare(0, 0)).hasMessageContaining("max: 0");
    assertThatThrownBy(() -> new FairShare(5, 5)).hasMessageContaining("reserve: 5");
  }
}
