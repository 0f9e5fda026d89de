package io.parley.voice.engine;

import io.parley.core.model.Cancellable;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A deadline that is renewed often: set for each frame of sound, it starts a timer only now and
/// then.
final class Deadline {
  private final Timer timer;
  private final InstantSource clock;
  private final Runnable missed;

  /// Null when nothing is awaited.
  private Instant due;

  /// When the timer rings; null when there is none.
  private Instant rings;

  private Cancellable ringing;
  private boolean closed;

  Deadline(Timer timer, InstantSource clock, Runnable missed) {
    this.timer = timer;
    this.clock = clock;
    this.missed = missed;
  }

  /// Sets the deadline from now on, in place of the one before.
  synchronized void within(Duration time) {
    if (closed) return;
    var now = clock.instant();
    due = now.plus(time);
    if (rings != null && !rings.isAfter(due)) return;
    if (rings != null) ringing.cancel();
    ringAfter(time, now);
  }

  synchronized void met() {
    due = null;
  }

  synchronized void close() {
    closed = true;
    due = null;
    if (rings != null) ringing.cancel();
    rings = null;
  }

  private void ringAfter(Duration time, Instant now) {
    rings = now.plus(time);
    ringing = timer.after(time, this::ring);
  }

  private void ring() {
    if (isDue()) missed.run();
  }

  private synchronized boolean isDue() {
    rings = null;
    if (due == null) return false;
    var now = clock.instant();
    if (now.isBefore(due)) {
      ringAfter(Duration.between(now, due), now);
      return false;
    }
    due = null;
    return true;
  }
}
