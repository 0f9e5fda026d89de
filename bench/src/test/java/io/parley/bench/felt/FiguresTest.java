package io.parley.bench.felt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void a_percentile_is_a_measured_value() {
    var nanos = List.of(4_000_000L, 1_000_000L, 3_000_000L, 2_000_000L);
    assertThat(Figures.percentile(nanos, 50)).isEqualTo(2);
    assertThat(Figures.percentile(nanos, 75)).isEqualTo(3);
    assertThat(Figures.percentile(nanos, 95)).isEqualTo(4);
    assertThat(Figures.percentile(nanos, 100)).isEqualTo(4);
  }

  @Test
  void nothing_measured_is_no_figure() {
    assertThat(Figures.millis(List.of(), 50)).isEqualTo("-");
    assertThat(Figures.millis(List.of(1_500_000L), 50)).isEqualTo("2 ms");
  }

  @Test
  void notes_follow_the_table() {
    var bytes = new ByteArrayOutputStream();
    var figures = new Figures(new PrintStream(bytes, true, UTF_8));
    figures.note("%d of %d".formatted(1, 2));
    figures.row("cut off", "5", "2", "1");
    figures.end();
    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "| figure | before | must be | now |",
            "|---|---|---|---|",
            "| cut off | 5 | 2 | 1 |",
            "",
            "- 1 of 2");
  }
}
