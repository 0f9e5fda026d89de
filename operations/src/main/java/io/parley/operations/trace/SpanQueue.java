package io.parley.operations.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spans on their way to the collector. The queue is bounded; overflow is dropped and counted, and
/// so are spans that the collector does not accept: traced work never waits for it. An outage of
/// the collector is logged once at its beginning and once at its end. Thread safe; one thread
/// sends.
final class SpanQueue implements SpanProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);
  private static final int BATCH = 512;

  private final SpanExporter exporter;
  private final TraceSettings settings;
  private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Counter sent;
  private final Counter dropped;
  private final Counter refused;
  private final Thread sender;
  private final CompletableResultCode ended = new CompletableResultCode();
  private volatile boolean closed;
  private volatile long deadline;
  private boolean away;

  SpanQueue(SpanExporter exporter, TraceSettings settings, MeterRegistry registry) {
    this.exporter = exporter;
    this.settings = settings;
    this.sent = counter(registry, "sent");
    this.dropped = counter(registry, "dropped");
    this.refused = counter(registry, "failed");
    Gauge.builder("parley.trace.waiting", waiting, AtomicInteger::get).register(registry);
    this.sender = Thread.ofPlatform().name("parley-traces").daemon().start(this::send);
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return registry.counter("parley.trace.spans", "outcome", outcome);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // only ended spans are sent
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) return;
    int before = waiting.getAndIncrement();
    if (closed || before >= settings.waitingMax()) {
      waiting.decrementAndGet();
      dropped.increment();
      return;
    }
    spans.add(span.toSpanData());
    if (before + 1 == BATCH) LockSupport.unpark(sender);
  }

  /// Sends the queue, as far as the collector accepts it within `flush`.
  @Override
  public CompletableResultCode shutdown() {
    deadline = System.nanoTime() + settings.flush().toNanos();
    closed = true;
    LockSupport.unpark(sender);
    return ended;
  }

  @Override
  public CompletableResultCode forceFlush() {
    LockSupport.unpark(sender);
    return CompletableResultCode.ofSuccess();
  }

  private void send() {
    while (!closed) {
      LockSupport.parkNanos(this, settings.interval().toNanos());
      sendWaiting();
    }
    sendWaiting();
    exporter.shutdown();
    ended.succeed();
  }

  private void sendWaiting() {
    var batch = new ArrayList<SpanData>();
    while (true) {
      batch.clear();
      while (batch.size() < BATCH) {
        var next = spans.poll();
        if (next == null) break;
        batch.add(next);
      }
      if (batch.isEmpty()) return;
      boolean taken = isTaken(batch);
      waiting.addAndGet(-batch.size());
      (taken ? sent : refused).increment(batch.size());
      tell(!taken);
      // an unreachable collector is not tried with batch after batch
      if (!taken && !closed) return;
    }
  }

  private boolean isTaken(List<SpanData> batch) {
    long patience = settings.timeout().toNanos();
    if (closed) patience = Math.min(patience, deadline - System.nanoTime());
    if (patience <= 0) return false;
    try {
      return exporter.export(batch).join(patience, TimeUnit.NANOSECONDS).isSuccess();
    } catch (RuntimeException e) {
      LOG.debug("spans cannot be sent", e);
      return false;
    }
  }

  private void tell(boolean isAway) {
    if (isAway == away) return;
    away = isAway;
    if (isAway)
      LOG.warn(
          "traces are lost: the collector at {} does not accept them",
          settings.endpoint().getHost());
    else LOG.info("the collector at {} accepts traces again", settings.endpoint().getHost());
  }
}
