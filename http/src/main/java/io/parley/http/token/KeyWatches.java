package io.parley.http.token;

import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Connections that were opened with API keys: each is notified when its key ends. Thread safe.
public final class KeyWatches {
  private final Map<String, Set<Watch>> watches = new ConcurrentHashMap<>();

  /// A connection that lives as long as its key.
  public final class Watch implements AutoCloseable {
    private final String key;
    private final Runnable ended;

    private Watch(String key, Runnable ended) {
      this.key = key;
      this.ended = ended;
    }

    @Override
    public void close() {
      watches.computeIfPresent(
          key,
          (_, held) -> {
            held.remove(this);
            return held.isEmpty() ? null : held;
          });
    }
  }

  /// @param ended called in any thread, perhaps repeatedly; must not block
  /// @return empty unless the holder has an API key
  public Optional<Watch> watch(Principal holder, Runnable ended) {
    if (!(holder.subject() instanceof Subject.Program(var key, _))) return Optional.empty();
    var watch = new Watch(key, ended);
    watches.compute(
        key,
        (_, held) -> {
          var all = held == null ? ConcurrentHashMap.<Watch>newKeySet() : held;
          all.add(watch);
          return all;
        });
    return Optional.of(watch);
  }

  /// The ids of the keys with open connections.
  public Set<String> keys() {
    return Set.copyOf(watches.keySet());
  }

  /// The key is revoked, or its time is over. Repeated notice is harmless.
  public void ended(String key) {
    watches.getOrDefault(key, Set.of()).forEach(watch -> watch.ended.run());
  }
}
