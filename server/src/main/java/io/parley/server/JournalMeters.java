package io.parley.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.persistence.journal.JournalLoad;
import java.util.concurrent.TimeUnit;

/// Metrics of this node's journal: how long writes took from request to commit, and how many wait
/// for a thread.
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
