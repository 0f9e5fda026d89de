package io.parley.bench.speech;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationTableTest {
  private final CalibrationTable table = new CalibrationTable();

  private String printed() {
    var bytes = new ByteArrayOutputStream();
    table.print("made", Map.of("least", 0.4), new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }

  @Test
  void words_are_right_where_they_were_said() {
    table.add(0.95, "where is my order", "Where is my order?");
    table.add(0.35, "four six six", "for six");
    assertThat(printed().lines())
        .containsExactly(
            "| confidence, made | words | right | mean confidence |",
            "|---|---|---|---|",
            "| 0.3 to 0.4 | 3 | 33.3 % | 35.0 % |",
            "| 0.9 to 1.0 | 4 | 100.0 % | 95.0 % |",
            "| all; expected calibration error 3.6 % | 7 | 71.4 % | 69.3 % |",
            "| below 0.40 (`least`): 100.0 % of the wrong words, 20.0 % of the right ones | 3 |"
                + " 33.3 % | 35.0 % |");
  }

  @Test
  void added_words_are_wrong() {
    table.add(0.5, "no", "no no no no");
    assertThat(printed()).contains("| 0.5 to 0.6 | 4 | 25.0 % | 50.0 % |");
  }

  @Test
  void a_confidence_that_is_the_share_of_right_words_has_no_error() {
    table.add(0.75, 3, 4);
    table.add(1, 5, 5);
    assertThat(table.expectedError()).isZero();
  }

  @Test
  void errors_of_a_bin_count_by_its_words() {
    table.add(0.9, 0, 1);
    table.add(0.5, 1, 2);
    assertThat(table.expectedError()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void nothing_heard_has_no_error() {
    assertThat(table.expectedError()).isZero();
  }
}
