package io.parley.server;

import io.parley.core.model.Cancellable;
import io.parley.core.recording.Recordings;
import io.parley.voice.flow.Timer;
import io.parley.voice.recording.RecordingSettings;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases recordings that were kept for long enough, and ends erasures that broke off. Every node
/// looks; two that look at once do no harm.
final class RecordingErasure implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingErasure.class);
  private static final int AT_ONCE = 500;

  private final RecordingSettings settings;
  private final Recordings recordings;
  private final Timer timer;
  private final InstantSource clock;
  private boolean closed;
  private Cancellable next;

  private RecordingErasure(
      RecordingSettings settings, Recordings recordings, Timer timer, InstantSource clock) {
    this.settings = settings;
    this.recordings = recordings;
    this.timer = timer;
    this.clock = clock;
  }

  static RecordingErasure start(
      RecordingSettings settings, Recordings recordings, Timer timer, InstantSource clock) {
    var erasure = new RecordingErasure(settings, recordings, timer, clock);
    erasure.later();
    return erasure;
  }

  private synchronized void later() {
    if (!closed) next = timer.after(settings.eraseEvery(), this::look);
  }

  private void look() {
    recordings
        .eraseBefore(clock.instant().minus(settings.keep()), AT_ONCE)
        .whenComplete(
            (count, failure) -> {
              if (failure != null)
                LOG.warn("recordings could not be erased: {}", failure.toString());
              else if (count > 0) LOG.info("{} recordings were erased", count);
              later();
            });
  }

  @Override
  public synchronized void close() {
    closed = true;
    next.cancel();
  }
}
