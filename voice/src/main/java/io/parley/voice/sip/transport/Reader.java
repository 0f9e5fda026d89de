package io.parley.voice.sip.transport;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread of a port, and the watch over it: one that hangs is named with the place where it
/// does, and one that died is replaced.
final class Reader {
  private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

  /// A turn of the port begins at least once a second.
  private static final Duration HANGS_AFTER = Duration.ofSeconds(10);

  /// The state of the thread at a look.
  enum Health {
    TURNING,
    HANGING,
    /// It had died; another one has begun.
    REPLACED,
    /// The port is closed, or was never started.
    OVER
  }

  private final Runnable loop;
  private final BooleanSupplier open;
  private final LongSupplier nanos;
  private volatile long turnedAt;
  private Thread thread;
  private boolean hangs;

  /// @param loop calls [#turned] at each turn, and ends when the port is closed
  Reader(Runnable loop, BooleanSupplier open, LongSupplier nanos) {
    this.loop = loop;
    this.open = open;
    this.nanos = nanos;
  }

  synchronized void start() {
    turned();
    thread =
        Thread.ofPlatform()
            .name("sip-port")
            .daemon()
            .uncaughtExceptionHandler((_, e) -> LOG.error("The reader of the SIP port died", e))
            .start(loop);
  }

  void turned() {
    turnedAt = nanos.getAsLong();
  }

  Duration sinceTurn() {
    return Duration.ofNanos(nanos.getAsLong() - turnedAt);
  }

  synchronized Health look() {
    if (thread == null || !open.getAsBoolean()) return Health.OVER;
    if (!thread.isAlive()) {
      start();
      return Health.REPLACED;
    }
    boolean hung = hangs;
    hangs = sinceTurn().compareTo(HANGS_AFTER) > 0;
    if (hangs && !hung) tellWhere();
    return hangs ? Health.HANGING : Health.TURNING;
  }

  private void tellWhere() {
    var here = new Throwable("where it is");
    here.setStackTrace(thread.getStackTrace());
    LOG.error("The SIP port has read nothing for {}", sinceTurn(), here);
  }
}
