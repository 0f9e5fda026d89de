package io.parley.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedTest {
  @Test
  void the_median_is_the_middle_value_or_the_mean_of_both() {
    assertThat(new Spread(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4);
    assertThat(new Spread(List.of(9.0, 1.0, 4.0, 2.0)).median()).isEqualTo(3);
    assertThat(new Spread(List.of(7.0)).median()).isEqualTo(7);
  }

  @Test
  void quartiles_are_between_the_values_in_proportion() {
    var spread = new Spread(List.of(5.0, 4.0, 3.0, 2.0, 1.0));
    assertThat(spread.quantile(0.25)).isEqualTo(2);
    assertThat(spread.quantile(0.75)).isEqualTo(4);
    assertThat(new Spread(List.of(1.0, 2.0, 3.0, 4.0)).quantile(0.25)).isEqualTo(1.75);
    assertThat(spread.quantile(0)).isEqualTo(spread.lowest()).isEqualTo(1);
    assertThat(spread.quantile(1)).isEqualTo(spread.highest()).isEqualTo(5);
  }

  /// The server becomes slower from pair to pair, and loses a tenth in each.
  @Test
  void ratios_of_pairs_are_free_of_a_change_that_goes_on() {
    var paired = new Paired(List.of(90.0, 45.0, 9.0), List.of(100.0, 50.0, 10.0));
    assertThat(paired.ratios().lowest()).isCloseTo(0.9, within(1e-9));
    assertThat(paired.ratios().highest()).isCloseTo(0.9, within(1e-9));
    assertThat(paired.ratioOfMedians()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void the_ratio_of_medians_is_not_the_median_of_ratios() {
    var paired = new Paired(List.of(10.0, 20.0, 60.0), List.of(20.0, 10.0, 60.0));
    assertThat(paired.ratioOfMedians()).isEqualTo(1);
    assertThat(paired.ratios().values()).containsExactly(0.5, 1.0, 2.0);
    assertThat(new Paired(List.of(10.0, 30.0), List.of(10.0, 10.0)).ratios().median()).isEqualTo(2);
  }

  @Test
  void values_without_a_partner_are_no_pairs() {
    assertThatThrownBy(() -> new Paired(List.of(1.0, 2.0), List.of(1.0)))
        .hasMessage("2 and 1 values (expected: pairs)");
    assertThatThrownBy(() -> new Paired(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Spread(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
