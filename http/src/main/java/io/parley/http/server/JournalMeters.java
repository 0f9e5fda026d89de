package io.parley.http.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.persistence.journal.JournalLoad;
import java.util.concurrent.TimeUnit;

/// How the journal of this node does, for Prometheus: how long writes took from being asked for to
/// being committed, and how many wait for a thread to take them up.
final class JournalMeters {
  private JournalMeters() {}

  static void bind(JournalLoad load, MeterRegistry registry) {
    var writes = Timer.builder("parley.journal.writes").register(registry);
    load.listen(nanos -> writes.record(nanos, TimeUnit.NANOSECONDS));
    Gauge.builder("parley.journal.waiting", load, JournalLoad::waiting)
        .strongReference(true)
        .register(registry);
    Gauge.builder("parley.journal.waiting.max", load, JournalLoad::waitingMax)
        .strongReference(true)
        .register(registry);
  }
}
