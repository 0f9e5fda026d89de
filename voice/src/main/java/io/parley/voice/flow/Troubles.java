package io.parley.voice.flow;

import java.time.Duration;
import org.slf4j.Logger;

/// Unexpected exceptions in a thread that serves all calls: each is counted, but a sender who can
/// cause them by packets must not fill the log. Written by one thread, read by any.
public final class Troubles {
  private static final long EVERY = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String port;
  private volatile long count;
  private long toldAt;
  private long told;

  /// @param port whose thread it is, as the log names it
  public Troubles(Logger log, String port) {
    this.log = log;
    this.port = port;
  }

  /// Logs the first one, and then at most one a minute, with the number of those in between.
  ///
  /// @param now in nanoseconds
  public void happened(Exception trouble, long now) {
    long all = count + 1;
    count = all;
    if (told > 0 && now - toldAt < EVERY) return;
    log.error(
        "The {} port continues after an error, one of {} since the last such line",
        port,
        all - told,
        trouble);
    told = all;
    toldAt = now;
  }

  public long count() {
    return count;
  }
}
