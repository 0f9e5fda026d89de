package io.parley.http.websocket;

import java.time.Duration;

/// A token bucket: a burst, and a rate in the long run.
public final class FrameRate {
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final double perSecond;
  private final double burst;
  private double tokens;
  private long filledAt;

  /// @param now `System.nanoTime()`
  public FrameRate(int perSecond, int burst, long now) {
    this((double) perSecond, burst, now);
  }

  /// Lets everything pass.
  public static FrameRate unlimited() {
    return new FrameRate(0, Double.POSITIVE_INFINITY, 0);
  }

  private FrameRate(double perSecond, double burst, long now) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.filledAt = now;
  }

  /// Whether one more frame is allowed.
  public boolean take(long now) {
    tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * perSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  }
}
