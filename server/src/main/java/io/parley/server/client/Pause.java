package io.parley.server.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Lets a server do its work before it is asked again.
public final class Pause {
  private Pause() {}

  public static void of(Duration duration) throws InterruptedException {
    // counted down by nothing: only the time ends it
    boolean _ = new CountDownLatch(1).await(duration.toNanos(), NANOSECONDS);
  }
}
