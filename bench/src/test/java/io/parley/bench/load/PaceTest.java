package io.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void all_sessions_together_make_an_even_rate() {
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
  void a_turn_is_due_when_it_was_however_late_the_one_before_ended() {
    var pace = new Pace(0, 0, 1, 10);
    assertThat(pace.due(7)).isEqualTo(7 * SECOND / 10);
    Pace.awaitDue(System.nanoTime() - SECOND); // returns
  }
}
