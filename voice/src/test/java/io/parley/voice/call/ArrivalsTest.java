package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final int RATE = 16_000;
  private static final int FRAME = RATE / 50;

  private final Arrivals arrivals = new Arrivals(RATE);
  private long end;

  @Test
  void regular_frames_are_dated_by_their_samples() {
    for (int i = 0; i < 20; i++) arrives(20L * i);
    assertThat(ago(10 * FRAME, 380)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void the_time_that_the_newest_frame_has_taken_so_far_counts() {
    for (int i = 0; i < 20; i++) arrives(20L * i);
    assertThat(ago(10 * FRAME, 384)).isEqualTo(Duration.ofMillis(204));
  }

  @Test
  void frames_that_come_in_a_burst_are_no_older_than_their_arrival() {
    for (int i = 0; i < 20; i++) arrives(1_000);
    assertThat(ago(5 * FRAME, 1_003)).isEqualTo(Duration.ofMillis(23));
    assertThat(ago(5 * FRAME + FRAME / 2, 1_003)).as("within one").isEqualTo(Duration.ofMillis(13));
  }

  @Test
  void what_is_no_longer_remembered_is_dated_by_its_samples() {
    for (int i = 0; i < 1_000; i++) arrives(5_000);
    assertThat(ago(0, 5_000)).isEqualTo(Duration.ofSeconds(20));
  }

  private void arrives(long millis) {
    arrivals.add(end, Duration.ofMillis(millis).toNanos());
    end += FRAME;
  }

  private Duration ago(long position, long millis) {
    return arrivals.ago(position, end, Duration.ofMillis(millis).toNanos());
  }
}
