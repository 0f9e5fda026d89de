package io.parley.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.core.quality.CallFigures.There;
import io.parley.core.quality.LineCounts.FarEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LineTallyTest {
  private static final Duration DELAY = Duration.ofMillis(80);

  private final LineTally line = new LineTally();
  private long played;
  private long missing;
  private long runs;

  private static LineCounts counts(long played, long missing, long runs) {
    return new LineCounts(
        "PCMU", Impairment.G711_CONCEALED, played, missing, runs, DELAY, Optional.empty());
  }

  /// Two seconds of a hundred packets, of which so many are missing, each alone.
  private Optional<Boolean> slice(int lost) {
    played += 100 - lost;
    missing += lost;
    runs += lost;
    return line.add(1, counts(played, missing, runs), 5);
  }

  private List<Boolean> slices(int count, int lost) {
    var changes = new ArrayList<Boolean>();
    for (int i = 0; i < count; i++) slice(lost).ifPresent(changes::add);
    return changes;
  }

  @Test
  void nothing_is_known_of_a_line_over_which_nothing_came() {
    assertThat(line.figures()).isEmpty();
    assertThat(line.add(1, counts(0, 0, 0), 0)).isEmpty();
    assertThat(line.figures()).isEmpty();
  }

  @Test
  void a_line_without_loss_has_the_best_score() {
    assertThat(slices(10, 0)).isEmpty();
    var figures = line.figures().orElseThrow();
    assertThat(figures.codec()).isEqualTo("PCMU");
    assertThat(figures.opinion()).isEqualTo(4.41);
    assertThat(figures.worst()).isEqualTo(4.41);
    assertThat(figures.lossPercent()).isZero();
    assertThat(figures.burst()).isZero();
    assertThat(figures.jitterMillis()).isEqualTo(new Spread(10, 5, 5));
    assertThat(figures.there()).isEmpty();
  }

  @Test
  void a_line_is_bad_after_10_s_below_3_1_and_good_again_only_from_3_6_on() {
    slices(5, 0);
    // 30 %: a score of 2.1
    assertThat(slices(2, 30)).as("the mean of 10 s is still above").isEmpty();
    assertThat(slices(3, 30)).containsExactly(true);
    assertThat(line.isBad()).isTrue();
    // 11 %: 3.3, which is neither
    assertThat(slices(10, 11)).isEmpty();
    assertThat(line.isBad()).isTrue();
    assertThat(slices(5, 0)).containsExactly(false);
    assertThat(line.figures().orElseThrow().worst()).isBetween(2.1, 2.2);
  }

  @Test
  void the_same_score_does_not_make_a_good_line_bad() {
    assertThat(slices(20, 11)).isEmpty();
  }

  @Test
  void one_gap_of_a_second_is_not_a_bad_line() {
    slices(5, 0);
    played += 50;
    missing += 50;
    runs++;
    assertThat(line.add(1, counts(played, missing, runs), 5)).isEmpty();
    assertThat(slices(5, 0)).isEmpty();
    var figures = line.figures().orElseThrow();
    assertThat(figures.burst()).isEqualTo(50);
    assertThat(figures.lossPercent()).isCloseTo(4.55, within(0.01));
    assertThat(figures.worst()).isBetween(3.6, 3.9);
  }

  @Test
  void pauses_in_which_hardly_anything_is_sent_are_not_judged() {
    slices(5, 0);
    for (int i = 0; i < 20; i++) {
      played += 2;
      missing += 3;
      assertThat(line.add(1, counts(played, missing, runs), 5)).isEmpty();
    }
    assertThat(line.isBad()).isFalse();
  }

  @Test
  void packets_that_were_late_after_all_are_no_negative_loss() {
    slice(10);
    missing -= 5;
    played += 100;
    assertThat(line.add(1, counts(played, missing, runs), 5)).isEmpty();
    assertThat(line.figures().orElseThrow().lossPercent()).isEqualTo(5);
  }

  @Test
  void counts_of_another_leg_begin_anew() {
    slices(5, 0);
    line.add(2, counts(80, 20, 20), 5);
    assertThat(line.figures().orElseThrow().lossPercent()).isCloseTo(3.33, within(0.01));
  }

  @Test
  void a_call_of_less_than_10_s_has_one_score() {
    slice(0);
    slice(10);
    var figures = line.figures().orElseThrow();
    assertThat(figures.worst()).isEqualTo(figures.opinion()).isBetween(3.2, 4.4);
  }

  @Test
  void the_newest_report_of_the_other_end_counts() {
    for (long millis : new long[] {0, 42})
      line.add(
          1,
          new LineCounts(
              "opus",
              Impairment.OPUS,
              50 + millis,
              0,
              0,
              DELAY,
              Optional.of(new FarEnd(Duration.ofMillis(millis), 1.234))),
          5);
    assertThat(line.figures().orElseThrow().there())
        .contains(new There(OptionalDouble.of(42), 1.23));
  }

  @Test
  void an_end_that_cannot_measure_the_round_trip_has_none() {
    var reported = Optional.of(new FarEnd(Duration.ZERO, 0));
    line.add(1, new LineCounts("opus", Impairment.OPUS, 50, 0, 0, DELAY, reported), 5);
    assertThat(line.figures().orElseThrow().there()).contains(new There(OptionalDouble.empty(), 0));
  }

  @Test
  void a_line_that_followed_another_goes_on_counting() {
    var both =
        counts(100, 3, 2)
            .then(new LineCounts("opus", Impairment.OPUS, 10, 1, 1, DELAY, Optional.empty()));
    assertThat(both)
        .isEqualTo(new LineCounts("opus", Impairment.OPUS, 110, 4, 3, DELAY, Optional.empty()));
  }
}
