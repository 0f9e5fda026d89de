package io.parley.core.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private static final int FIRST = 4_217;

  @Test
  void fixed_seeds_are_run_before_new_ones() {
    var run = run(Seeds.of(3, "", 1, FIRST));
    assertThat(run.subList(0, 3)).containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(run.subList(3, run.size())).containsExactly(4217L);
    assertThat(run(Seeds.of(100, "", 1, FIRST))).hasSize(105);
  }

  @Test
  void the_number_of_new_seeds_can_be_multiplied() {
    assertThat(run(Seeds.of(3, "", 100, FIRST)))
        .hasSize(300)
        .contains(0L, 1L, 2L, 4217L, 4217L + 296)
        .doesNotHaveDuplicates();
  }

  @Test
  void named_seeds_are_run_alone() {
    assertThat(run(Seeds.of(3, "17", 100, FIRST))).containsExactly(17L);
    assertThat(run(Seeds.of(3, "-1..1", 1, FIRST))).containsExactlyInAnyOrder(-1L, 0L, 1L);
    assertThatThrownBy(() -> Seeds.of(3, "all", 1, FIRST))
        .hasMessage(
            "simulation.seeds: all (expected: a number such as 17, or two such as 17..4200)");
  }

  private static List<Long> run(Seeds seeds) {
    var run = Collections.synchronizedList(new ArrayList<Long>());
    seeds.mean(
        seed -> {
          run.add(seed);
          return 0;
        });
    return run;
  }

  @Test
  void a_failure_names_its_seed() {
    var seeds = Seeds.of(3, "", 1, FIRST);
    assertThatThrownBy(
            () ->
                seeds.mean(
                    seed -> {
                      if (seed == FIRST) throw new IllegalStateException("the books disagree");
                      return 0;
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("-Dsimulation.seeds=4217: the books disagree");
  }

  @Test
  void no_run_begins_after_a_failure() {
    var begun = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Seeds.of(1, "", 100_000, FIRST)
                    .mean(
                        seed -> {
                          begun.incrementAndGet();
                          throw new IllegalStateException("the books disagree");
                        }))
        .isInstanceOf(AssertionError.class);
    assertThat(begun.get()).isLessThan(100);
  }

  @Test
  void the_mean_covers_fixed_seeds_only() {
    assertThat(Seeds.of(3, "", 1, FIRST).mean(seed -> (int) seed)).hasValue(1);
    assertThat(Seeds.of(3, "17", 1, FIRST).mean(seed -> (int) seed)).isEmpty();
  }
}
