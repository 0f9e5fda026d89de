package io.parley.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalLoadTest {
  private final ActorSystem system = ActorSystem.create("load", ConfigFactory.defaultReference());
  private final JournalLoad load = JournalLoad.of(system);

  @AfterEach
  void stop() {
    system.terminate();
  }

  @Test
  void without_writes_there_is_no_latency() {
    assertThat(load.now().writes()).isZero();
    assertThat(load.now().latency()).isEmpty();
  }

  @Test
  void each_actor_system_has_its_own() {
    load.queue("main", () -> 7, 9);
    var again = JournalLoad.of(system).now();
    assertThat(again.waiting()).isEqualTo(7);
    assertThat(again.waitingMax()).isEqualTo(9);
  }

  @Test
  void journals_of_several_databases_are_counted_together_and_each_once() {
    load.queue("main", () -> 7, 9);
    load.queue("acme", () -> 100, 100);
    load.queue("acme", () -> 2, 5);
    assertThat(load.now().waiting()).isEqualTo(9);
    assertThat(load.now().waitingMax()).isEqualTo(14);
  }

  @Test
  void a_listener_receives_each_write() {
    var heard = new ArrayList<Long>();
    load.written(1);
    load.listen(heard::add);
    load.written(2);
    load.written(3);
    assertThat(heard).containsExactly(2L, 3L);
    assertThat(load.now().writes()).isEqualTo(3);
  }

  @Test
  void latencies_are_percentiles_of_the_newest_writes() {
    for (int i = 100; i >= 1; i--) load.written(Duration.ofMillis(i).toNanos());
    var latency = load.now().latency().orElseThrow();
    assertThat(latency.of()).isEqualTo(100);
    assertThat(latency.median()).isEqualTo(Duration.ofMillis(51));
    assertThat(latency.p99()).isEqualTo(Duration.ofMillis(100));
    assertThat(latency.longest()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void old_slow_writes_are_forgotten() {
    load.written(Duration.ofHours(1).toNanos());
    for (int i = 0; i < 1_024; i++) load.written(Duration.ofMillis(2).toNanos());
    var now = load.now();
    assertThat(now.writes()).isEqualTo(1_025);
    assertThat(now.latency().orElseThrow().of()).isEqualTo(1_024);
    assertThat(now.latency().orElseThrow().longest()).isEqualTo(Duration.ofMillis(2));
  }
}
