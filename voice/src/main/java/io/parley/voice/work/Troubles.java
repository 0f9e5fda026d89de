package io.parley.voice.work;

import java.time.Duration;
import org.slf4j.Logger;

/// Unexpected exceptions in a thread that serves many calls: each is counted, but a sender who can
/// cause them by packets must not fill the log. Written by one thread, read by any.
public final class Troubles {
  private static final long EVERY = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String where;
  private volatile long count;
  private long toldAt;
  private long told;

  /// @param where it happens, as the subject of a sentence: `The WebRTC port`
  public Troubles(Logger log, String where) {
    this.log = log;
    this.where = where;
  }

  /// Logs the first one, and then at most one a minute, with the number of those in between.
  public void happened(Exception trouble, long now) {
    long all = count + 1;
    count = all;
    if (told > 0 && now - toldAt < EVERY) return;
    log.error(
        "{} continues after an error, one of {} since the last such line",
        where,
        all - told,
        trouble);
    told = all;
    toldAt = now;
  }

  public long count() {
    return count;
  }
}
