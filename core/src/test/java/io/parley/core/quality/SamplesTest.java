package io.parley.core.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private final Samples samples = new Samples();

  @Test
  void no_values_have_no_spread() {
    assertThat(samples.spread()).isEmpty();
  }

  @Test
  void one_value_is_all_of_them() {
    samples.add(7.126);
    assertThat(samples.spread()).contains(new Spread(1, 7.13, 7.13));
  }

  @Test
  void half_of_the_values_and_19_of_20_are_at_most_that() {
    IntStream.rangeClosed(1, 100).map(i -> (i * 37) % 101).forEach(samples::add);
    assertThat(samples.spread()).contains(new Spread(100, 50, 95));
  }

  @Test
  void many_values_are_thinned_out_evenly() {
    IntStream.rangeClosed(1, 100_000).forEach(samples::add);
    var spread = samples.spread().orElseThrow();
    assertThat(spread.count()).isEqualTo(100_000);
    assertThat(spread.p50()).isBetween(49_000.0, 51_000.0);
    assertThat(spread.p95()).isBetween(94_000.0, 96_000.0);
  }

  @Test
  void the_limit_and_one_more_are_counted() {
    IntStream.rangeClosed(1, Samples.KEPT_MAX).forEach(samples::add);
    assertThat(samples.spread().orElseThrow().p50()).isEqualTo(Samples.KEPT_MAX / 2.0);
    samples.add(1_000_000);
    assertThat(samples.spread().orElseThrow().count()).isEqualTo(Samples.KEPT_MAX + 1);
  }
}
