package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
  @ParameterizedTest
  @CsvSource({"0, 0.1", "0.4, 0.365", "0.5, 0.43", "0.75, 0.76", "0.9, 0.91", "1, 0.98"})
  void free_words_are_as_sure_as_they_were_right(double likelihood, double confidence) {
    assertThat(Calibration.FREE.confidence(likelihood)).isCloseTo(confidence, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void more_likely_words_are_never_less_sure(Calibration calibration) {
    for (int i = 0; i < 1_000; i++)
      assertThat(calibration.confidence((i + 1) / 1_000.0))
          .isBetween(calibration.confidence(i / 1_000.0), 1.0);
  }

  @Test
  void an_expected_answer_is_surer_than_other_words() {
    for (double likelihood = 0; likelihood < 1; likelihood += 0.01)
      assertThat(Calibration.EXPECTED.confidence(likelihood))
          .isGreaterThan(Calibration.FREE.confidence(likelihood));
  }
}
