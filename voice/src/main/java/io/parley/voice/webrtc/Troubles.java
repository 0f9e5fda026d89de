package io.parley.voice.webrtc;

import java.time.Duration;
import org.slf4j.Logger;

/// Unexpected exceptions in the thread that serves all calls: each is counted, but a sender who can
/// cause them by packets must not fill the log. Written by one thread, read by any.
final class Troubles {
  private static final long EVERY = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private volatile long count;
  private long toldAt;
  private long told;

  Troubles(Logger log) {
    this.log = log;
  }

  /// Logs the first one, and then at most one a minute, with the number of those in between.
  void happened(Exception trouble, long now) {
    long all = count + 1;
    count = all;
    if (told > 0 && now - toldAt < EVERY) return;
    log.error(
        "The WebRTC port continues after an error, one of {} since the last such line",
        all - told,
        trouble);
    told = all;
    toldAt = now;
  }

  long count() {
    return count;
  }
}
