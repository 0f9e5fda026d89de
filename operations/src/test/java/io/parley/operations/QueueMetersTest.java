package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.sessions.SessionQueues;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueueMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private SessionQueues queues = new SessionQueues(9, 4, 5, 3);
  private int looks;
  private long now;

  private List<Double> told() {
    return Stream.of("mailbox", "mailbox.max", "stash", "stash.max")
        .map(name -> registry.get("parley.sessions." + name).gauge().value())
        .toList();
  }

  @Test
  void all_gauges_come_from_one_snapshot_per_scrape() {
    QueueMeters.bind(
        registry,
        () -> {
          looks++;
          return queues;
        },
        () -> now);
    assertThat(looks).isZero();
    assertThat(told()).containsExactly(9.0, 4.0, 5.0, 3.0);
    queues = new SessionQueues(0, 0, 0, 0);
    assertThat(told()).containsExactly(9.0, 4.0, 5.0, 3.0);
    assertThat(looks).isEqualTo(1);
    now += Duration.ofSeconds(1).toNanos();
    assertThat(told()).containsExactly(0.0, 0.0, 0.0, 0.0);
    assertThat(looks).isEqualTo(2);
  }
}
