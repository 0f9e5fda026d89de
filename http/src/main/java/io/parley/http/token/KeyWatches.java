package io.parley.http.token;

import io.parley.http.route.Call.Proven;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Connections that were opened with API keys or by people who are signed in: each is notified when
/// its holder's credential ends. Thread safe.
public final class KeyWatches {
  private final Map<Holder, Set<Watch>> watches = new ConcurrentHashMap<>();

  /// A connection that lives as long as its holder's credential.
  public final class Watch implements AutoCloseable {
    private final Holder holder;
    private final Runnable ended;

    private Watch(Holder holder, Runnable ended) {
      this.holder = holder;
      this.ended = ended;
    }

    @Override
    public void close() {
      watches.computeIfPresent(
          holder,
          (_, held) -> {
            held.remove(this);
            return held.isEmpty() ? null : held;
          });
    }
  }

  /// @param sender of the request that opens the connection
  /// @param ended called in any thread, perhaps repeatedly; must not block
  /// @return empty unless the sender is a [Holder]
  public Optional<Watch> watch(Optional<Proven> sender, Runnable ended) {
    return sender.flatMap(Holder::of).map(holder -> watch(holder, ended));
  }

  private Watch watch(Holder holder, Runnable ended) {
    var watch = new Watch(holder, ended);
    watches.compute(
        holder,
        (_, held) -> {
          var all = held == null ? ConcurrentHashMap.<Watch>newKeySet() : held;
          all.add(watch);
          return all;
        });
    return watch;
  }

  /// Those with open connections.
  public Set<Holder> holders() {
    return Set.copyOf(watches.keySet());
  }

  /// The holder's credential is revoked, or its time is over. Repeated notice is harmless.
  public void ended(Holder holder) {
    watches.getOrDefault(holder, Set.of()).forEach(watch -> watch.ended.run());
  }

  /// An API key has ended, on this node: its connections need not wait for the next look.
  ///
  /// @param key its id
  public void revoked(String key) {
    for (var holder : watches.keySet())
      if (holder instanceof Holder.Key(var id, _) && id.equals(key)) ended(holder);
  }

  /// A person has ended this sign-in, on this node: its connections need not wait for the next
  /// look.
  public void signedOut(String signIn) {
    for (var holder : watches.keySet())
      if (holder instanceof Holder.SignedIn(var id, _) && id.equals(signIn)) ended(holder);
  }
}
