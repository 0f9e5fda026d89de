package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.parley.voice.flow.Troubles;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Errors in the thread that serves all calls, by whatever packet: the log is no way to fill a
/// disk.
class TroublesTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Logger logger = (Logger) LoggerFactory.getLogger(UdpPort.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
  }

  @Test
  void the_first_is_logged_and_then_one_a_minute_with_the_number_of_others() {
    var troubles = new Troubles(logger, "WebRTC");
    for (int i = 0; i < 1_000; i++) troubles.happened(new IllegalStateException("x"), 59 * SECOND);
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("x");
    troubles.happened(new IllegalStateException("y"), 119 * SECOND);
    assertThat(lines.list).hasSize(2);
    assertThat(lines.list.get(1).getFormattedMessage()).contains("one of 1000 since");
    troubles.happened(new IllegalStateException("z"), 178 * SECOND);
    assertThat(lines.list).hasSize(2);
    assertThat(troubles.count()).isEqualTo(1_002);
  }

  @Test
  void the_port_continues_after_errors_and_logs_one() throws Exception {
    var failures = new AtomicInteger();
    // fails for each datagram that comes, and not where an error is told
    var isFailing = new ThreadLocal<Boolean>();
    try (var webRtc =
            WebRtc.start(
                TestSettings.settings(),
                () -> {
                  boolean fails = failures.get() > 0 && !Boolean.TRUE.equals(isFailing.get());
                  isFailing.set(fails);
                  if (fails && failures.getAndDecrement() > 0) throw new ArithmeticException("no");
                  return System.nanoTime();
                });
        var browser = new TestBrowser(webRtc.address())) {
      browser.take(webRtc.answer(browser.offer()).sdp());
      assertThat(browser.check()).isTrue();
      failures.set(20);
      await()
          .until(
              () -> {
                browser.send(browser.checkBytes());
                return webRtc.stats().errors() == 20;
              });
      assertThat(browser.check()).isTrue();
      assertThat(lines.list).hasSize(1);
      assertThat(webRtc.stats().calls()).isEqualTo(1);
    }
  }
}
