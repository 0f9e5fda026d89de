package io.parley.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.parley.voice.flow.Rounds;
import io.parley.voice.flow.Timer;
import io.parley.voice.sip.transport.SipPort;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the thread that reads the SIP port, and shows how it does.
final class SipWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SipWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private SipWatch() {}

  static Rounds start(SipPort port, Timer timer, MeterRegistry registry) {
    FunctionCounter.builder("parley.sip.dropped", port, SipPort::dropped).register(registry);
    FunctionCounter.builder("parley.sip.errors", port, SipPort::troubles).register(registry);
    TimeGauge.builder(
            "parley.sip.turned", port, TimeUnit.NANOSECONDS, each -> each.sinceTurn().toNanos())
        .register(registry);
    return Rounds.start(
        timer,
        EVERY,
        () -> {
          port.watch();
          return CompletableFuture.completedStage(null);
        },
        failure -> LOG.error("the SIP port is not watched just now", failure));
  }
}
