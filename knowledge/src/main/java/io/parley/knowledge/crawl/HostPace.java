package io.parley.knowledge.crawl;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// When the next request to a host may be sent: one at a time, with a pause between them, for all
/// visits of this node together. Pure but for its memory of hosts; time is passed in.
final class HostPace {
  private static final int HOSTS_MAX = 10_000;

  private final Map<String, Instant> next = new HashMap<>();

  /// Takes the next place.
  ///
  /// @return when to send; `now` or later
  synchronized Instant reserve(String host, Duration pause, Instant now) {
    if (next.size() >= HOSTS_MAX) next.values().removeIf(free -> !free.isAfter(now));
    var free = next.getOrDefault(host, now);
    var at = free.isAfter(now) ? free : now;
    next.put(host, at.plus(pause));
    return at;
  }
}
