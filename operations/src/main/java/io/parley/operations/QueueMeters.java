package io.parley.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.sessions.SessionQueues;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Metrics of the queues of this node's sessions, computed at each scrape, once for all four, so
/// that senders pay nothing for them. Thread safe.
public final class QueueMeters {
  /// A scrape reads one after the other; all four shall show the same moment.
  private static final long FRESH_NANOS = 500_000_000;

  private final Supplier<SessionQueues> source;
  private final LongSupplier clock;
  private SessionQueues seen;
  private long seenAt;

  private QueueMeters(Supplier<SessionQueues> source, LongSupplier clock) {
    this.source = source;
    this.clock = clock;
  }

  /// @param clock nanoseconds, with any origin
  public static void bind(
      MeterRegistry registry, Supplier<SessionQueues> source, LongSupplier clock) {
    var meters = new QueueMeters(source, clock);
    meters.gauge(registry, "parley.sessions.mailbox", SessionQueues::mailbox);
    meters.gauge(registry, "parley.sessions.mailbox.max", SessionQueues::mailboxMax);
    meters.gauge(registry, "parley.sessions.stash", SessionQueues::stash);
    meters.gauge(registry, "parley.sessions.stash.max", SessionQueues::stashMax);
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<SessionQueues> which) {
    Gauge.builder(name, this, it -> which.applyAsDouble(it.now()))
        .strongReference(true)
        .register(registry);
  }

  private synchronized SessionQueues now() {
    long now = clock.getAsLong();
    if (seen == null || now - seenAt >= FRESH_NANOS) {
      seen = source.get();
      seenAt = now;
    }
    return seen;
  }
}
