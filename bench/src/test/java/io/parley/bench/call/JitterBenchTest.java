package io.parley.bench.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JitterBenchTest {
  private final JitterBench bench = new JitterBench(20, Duration.ofSeconds(20));

  @Test
  void on_a_calm_line_a_packet_waits_for_the_shortest_delay_and_half_a_tick() {
    for (int shortest : List.of(10, 20)) {
      var played = bench.play(JitterBench.CALM, Duration.ofMillis(shortest));
      assertThat(played.waited()).isBetween(shortest + 5.0, shortest + 15.0);
      assertThat(played.concealed()).isZero();
    }
  }

  @Test
  void every_line_has_its_row_and_the_worst_one_waits_longest() {
    var bytes = new ByteArrayOutputStream();
    bench.run(List.of(Duration.ofMillis(10)), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2 + JitterBench.LINES.size());
    var worst = bench.play(JitterBench.LINES.getLast(), Duration.ofMillis(10));
    assertThat(worst.waited()).isGreaterThan(40);
    assertThat(worst.concealed()).isPositive();
  }
}
