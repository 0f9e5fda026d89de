package io.parley.voice.dial;

import io.parley.core.dial.CallOutId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Messages that a provider speaks to machines just now, as this node has asked it to. Thread safe.
final class Messages {
  private final Map<CallOutId, Instant> spoken = new ConcurrentHashMap<>();
  private final Duration longest;

  /// @param longest a message that began earlier is over: its end came to another node
  Messages(Duration longest) {
    this.longest = longest;
  }

  /// @return false when it has begun before
  boolean begin(CallOutId key, Instant now) {
    spoken.values().removeIf(began -> began.plus(longest).isBefore(now));
    return spoken.putIfAbsent(key, now) == null;
  }

  /// @return whether it was spoken until now
  boolean end(CallOutId key) {
    return spoken.remove(key) != null;
  }
}
