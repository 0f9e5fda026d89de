package io.parley.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  @Test
  void a_perfect_line_has_the_best_rating() {
    double rating = EModel.rating(Impairment.G711_CONCEALED, new Transmission(0, 1, Duration.ZERO));
    assertThat(rating).isEqualTo(93.2);
    assertThat(EModel.opinion(rating)).isCloseTo(4.41, within(0.005));
  }

  /// G.107, annex B: the score of a rating.
  @ParameterizedTest
  @CsvSource({
    "-1, 1",
    "0, 1",
    "50, 2.58",
    "60, 3.10",
    "70, 3.60",
    "80, 4.03",
    "90, 4.34",
    "100, 4.5",
    "101, 4.5"
  })
  void scores_of_ratings(double rating, double score) {
    assertThat(EModel.opinion(rating)).isCloseTo(score, within(0.006));
  }

  @Test
  void no_score_is_less_than_1() {
    for (double rating = 0; rating < 10; rating += 0.1)
      assertThat(EModel.opinion(rating)).isBetween(1.0, 1.3);
  }

  /// 95 · P / (P / BurstR + 25.1).
  @ParameterizedTest
  @CsvSource({"0.01, 1, 89.56", "0.05, 1, 77.42", "0.05, 2, 75.99", "0.1, 1, 66.13", "1, 1, 17.26"})
  void losses_cost_more_the_more_and_the_longer_they_are(double loss, double burst, double rating) {
    assertThat(EModel.rating(Impairment.G711_CONCEALED, new Transmission(loss, burst, SHORT)))
        .isCloseTo(rating, within(0.01));
  }

  /// G.107's curve: hardly anything up to 150 ms, 400 ms are a bad call.
  @ParameterizedTest
  @CsvSource({"100, 0", "150, 0.16", "200, 3.04", "300, 14.76", "400, 24.07"})
  void delay_costs_nothing_at_first_and_much_later(long millis, double cost) {
    double rating =
        EModel.rating(Impairment.OPUS, new Transmission(0, 1, Duration.ofMillis(millis)));
    assertThat(93.2 - rating).isCloseTo(cost, within(0.01));
  }

  @Test
  void the_worse_codec_has_the_lower_rating() {
    var line = new Transmission(0.02, 1, SHORT);
    // G.729A with VAD
    double low = EModel.rating(new Impairment(11, 19), line);
    assertThat(low).isLessThan(EModel.rating(Impairment.G711_CONCEALED, line) - 10);
    // G.711 without concealment
    assertThat(EModel.rating(new Impairment(0, 4.3), line)).isLessThan(65);
  }

  @Test
  void a_line_by_its_counts() {
    assertThat(Transmission.of(0, 0, 0, SHORT)).isEqualTo(new Transmission(0, 1, SHORT));
    assertThat(Transmission.of(100, 0, 0, SHORT)).isEqualTo(new Transmission(0, 1, SHORT));
    assertThat(Transmission.of(90, 10, 0, SHORT)).isEqualTo(new Transmission(0.1, 1, SHORT));
    // each alone: no burstier than chance
    assertThat(Transmission.of(90, 10, 10, SHORT)).isEqualTo(new Transmission(0.1, 1, SHORT));
    assertThat(Transmission.of(90, 10, 2, SHORT)).isEqualTo(new Transmission(0.1, 4.5, SHORT));
    assertThat(Transmission.of(0, 10, 1, SHORT)).isEqualTo(new Transmission(1, 1, SHORT));
  }

  @Test
  void values_are_checked() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Transmission(1.1, 1, SHORT));
    assertThatIllegalArgumentException().isThrownBy(() -> new Transmission(Double.NaN, 1, SHORT));
    assertThatIllegalArgumentException().isThrownBy(() -> new Transmission(0, 0.9, SHORT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transmission(0, 1, Duration.ofMillis(-1)))
        .withMessage("delay: PT-0.001S (expected: ≥ 0)");
    assertThatIllegalArgumentException().isThrownBy(() -> new Impairment(96, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Impairment(0, 0));
  }
}
