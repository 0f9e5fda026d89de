package io.parley.voice.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.sip.transport.Reader.Health;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaderTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean dies;
  private final Reader reader = new Reader(this::loop, open::get, nanos::get);

  private void loop() {
    begun.incrementAndGet();
    if (dies) throw new IllegalStateException("made by the test");
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void end() {
    over.countDown();
  }

  @Test
  void one_that_turns_is_left_alone() {
    reader.start();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(reader.look()).isEqualTo(Health.TURNING);
    reader.turned();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(reader.look()).isEqualTo(Health.TURNING);
    assertThat(reader.sinceTurn()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void one_that_hangs_is_noticed_until_it_turns_again() {
    reader.start();
    nanos.addAndGet(Duration.ofMillis(10_001).toNanos());
    assertThat(reader.look()).isEqualTo(Health.HANGING);
    assertThat(reader.look()).isEqualTo(Health.HANGING);
    reader.turned();
    assertThat(reader.look()).isEqualTo(Health.TURNING);
  }

  @Test
  void one_that_died_is_replaced() {
    dies = true;
    reader.start();
    await().until(() -> begun.get() == 1);
    dies = false;
    await().until(() -> reader.look() == Health.REPLACED);
    await().until(() -> begun.get() == 2);
    assertThat(reader.look()).isEqualTo(Health.TURNING);
  }

  @Test
  void that_of_a_closed_port_is_not() {
    assertThat(reader.look()).isEqualTo(Health.OVER);
    reader.start();
    open.set(false);
    over.countDown();
    assertThat(reader.look()).isEqualTo(Health.OVER);
    assertThat(begun).hasValueLessThan(2);
  }
}
