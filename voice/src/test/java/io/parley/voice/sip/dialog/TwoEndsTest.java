package io.parley.voice.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoEndsTest {
  private static final int SEEDS = 300 * Integer.getInteger("simulation.times", 1);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5})
  void every_call_ends_at_both_ends_and_leaves_nothing(double loss) {
    for (int seed = 0; seed < SEEDS; seed++) {
      var ends = new TwoEnds(seed, loss);
      try {
        ends.run();
        check(ends.caller);
        if (ends.called.call() != null) check(ends.called);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", loss " + loss, e);
      }
    }
  }

  private static void check(TwoEnds.End end) {
    assertThat(end.call()).isInstanceOf(EndedCall.class);
    assertThat(end.transactions.size()).isZero();
    assertThat(end.news).filteredOn(CallNews.Ended.class::isInstance).hasSize(1);
    assertThat(end.news.getLast()).isInstanceOf(CallNews.Ended.class);
  }

  @Test
  void without_loss_no_end_is_ever_lost() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var ends = new TwoEnds(seed, 0).run();
      assertThat(ends.caller.news).as("seed %d", seed).noneMatch(TwoEndsTest::isLost);
      assertThat(ends.called.news).as("seed %d", seed).noneMatch(TwoEndsTest::isLost);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0", "0.1, 0", "0.3, 1"})
  void a_bad_line_hardly_ever_ends_a_call(double loss, int percentMax) {
    var lost = new ArrayList<Integer>();
    for (int seed = 0; seed < SEEDS; seed++) {
      var ends = new TwoEnds(seed, loss).run();
      if (Stream.of(ends.caller, ends.called)
          .flatMap(end -> end.news.stream())
          .anyMatch(TwoEndsTest::isLost)) lost.add(seed);
    }
    assertThat(lost).as("seeds").hasSizeLessThanOrEqualTo(SEEDS * percentMax / 100);
  }

  private static boolean isLost(CallNews news) {
    return news instanceof CallNews.Ended ended && ended.cause() == CallNews.Cause.LOST;
  }
}
