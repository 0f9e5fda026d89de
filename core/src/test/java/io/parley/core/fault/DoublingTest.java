package io.parley.core.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoublingTest {
  @ParameterizedTest
  @CsvSource({"1, 3", "2, 6", "3, 12", "4, 20", "5, 20", "2147483647, 20"})
  void a_pause_doubles_up_to_the_longest(int attempts, long seconds) {
    assertThat(Doubling.after(attempts, Duration.ofSeconds(3), Duration.ofSeconds(20)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }
}
