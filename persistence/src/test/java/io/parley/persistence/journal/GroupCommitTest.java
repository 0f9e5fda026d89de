package io.parley.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The pause between two batches. For the batches themselves see `GroupCommitIT`.
class GroupCommitTest {
  private static final long STORED = 300_000;
  private static final int FREE = 390;

  @Test
  void after_few_writes_the_next_one_does_not_wait() {
    assertThat(GroupCommit.collecting(1, STORED, FREE)).isZero();
    assertThat(GroupCommit.collecting(GroupCommit.MANY_WRITES - 1, STORED, FREE)).isZero();
  }

  @Test
  void after_many_writes_the_next_ones_are_collected_for_as_long_as_those_took() {
    assertThat(GroupCommit.collecting(GroupCommit.MANY_WRITES, STORED, FREE)).isEqualTo(STORED);
    assertThat(GroupCommit.collecting(400, 1, 1)).isEqualTo(1);
  }

  @Test
  void a_slow_database_holds_the_next_batch_up_by_a_millisecond_more_at_most() {
    assertThat(GroupCommit.collecting(400, Duration.ofSeconds(1).toNanos(), FREE))
        .isEqualTo(GroupCommit.COLLECTING_MAX.toNanos());
  }

  @Test
  void a_batch_that_is_full_already_is_stored_at_once() {
    assertThat(GroupCommit.collecting(400, STORED, 0)).isZero();
    assertThat(GroupCommit.collecting(400, STORED, -19_600)).isZero();
  }
}
