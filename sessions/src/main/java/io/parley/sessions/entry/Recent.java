package io.parley.sessions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A bounded map that forgets: the oldest entry when there are too many, and each entry after a
/// while. Not thread safe.
final class Recent<K, V> {
  private record Put<V>(V value, Instant at) {}

  private final int max;
  private final Duration keptFor;
  private final Map<K, Put<V>> puts = new LinkedHashMap<>();

  Recent(int max, Duration keptFor) {
    this.max = max;
    this.keptFor = keptFor;
  }

  Optional<V> find(K key, Instant now) {
    forget(now);
    return Optional.ofNullable(puts.get(key)).map(Put::value);
  }

  void put(K key, V value, Instant now) {
    puts.remove(key);
    puts.put(key, new Put<>(value, now));
    forget(now);
  }

  int size() {
    return puts.size();
  }

  private void forget(Instant now) {
    var oldest = puts.values().iterator();
    while (oldest.hasNext()) {
      boolean isFresh = oldest.next().at().plus(keptFor).isAfter(now);
      if (isFresh && puts.size() <= max) return;
      oldest.remove();
    }
  }
}
