package io.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void sessions_together_have_an_even_rate() {
    var due = new TreeSet<Long>();
    for (int session = 0; session < 4; session++) {
      var pace = new Pace(SECOND, session, 4, 20);
      for (int turn = 0; turn < 5; turn++) due.add(pace.due(turn));
    }
    assertThat(due).hasSize(20);
    assertThat(due.first()).isEqualTo(SECOND);
    long before = due.first() - SECOND / 20;
    for (var next : due) {
      assertThat(next - before).isEqualTo(SECOND / 20);
      before = next;
    }
  }

  @Test
  void a_late_turn_does_not_move_the_next_due_time() {
    var pace = new Pace(0, 0, 1, 10);
    assertThat(pace.due(7)).isEqualTo(7 * SECOND / 10);
    Pace.awaitDue(System.nanoTime() - SECOND); // returns
  }
}
