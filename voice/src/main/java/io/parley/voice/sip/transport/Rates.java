package io.parley.voice.sip.transport;

import io.parley.core.limit.RecentlyUsed;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;

/// How many messages an address may send: a number a second, and ten times as many at once. For one
/// thread; times are in nanoseconds.
final class Rates {
  private static final int BURST_SECONDS = 10;

  /// The addresses that are remembered; the least recent one is forgotten first.
  private static final int ADDRESSES_MAX = 10_000;

  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private record Bucket(double tokens, long at) {}

  private final int rate;
  private final Map<InetAddress, Bucket> buckets = new RecentlyUsed<>(ADDRESSES_MAX);

  Rates(int rate) {
    this.rate = rate;
  }

  /// Takes a message of this address, unless it is one too many.
  boolean takes(InetAddress address, long now) {
    double most = (double) rate * BURST_SECONDS;
    var known = buckets.get(address);
    double tokens =
        known == null ? most : Math.min(most, known.tokens + rate * (now - known.at) / SECOND);
    boolean takes = tokens >= 1;
    buckets.put(address, new Bucket(takes ? tokens - 1 : tokens, now));
    return takes;
  }
}
