package io.parley.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.voice.recording.RecordingMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Recordings of this node's calls: begun, segments stored and how late, segments that wait, gaps.
public final class RecordingMeters implements RecordingMeter {
  private final Counter begun;
  private final Timer stored;
  private final Timer gaps;
  private final AtomicInteger waiting = new AtomicInteger();

  public RecordingMeters(MeterRegistry registry) {
    begun = registry.counter("parley.recordings.begun");
    stored = registry.timer("parley.recording.segments");
    gaps = registry.timer("parley.recording.gaps");
    registry.gauge("parley.recording.waiting", waiting);
  }

  @Override
  public void begun() {
    begun.increment();
  }

  @Override
  public void stored(Duration lag) {
    stored.record(lag);
  }

  @Override
  public void waiting(int change) {
    waiting.addAndGet(change);
  }

  @Override
  public void gap(Duration length) {
    gaps.record(length);
  }
}
