package io.parley.http.session;

import io.parley.http.route.RemoteAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The WebSockets and event streams that are open on this node: counted, so that there are never
/// too many, and told when the node goes away. Thread safe.
public final class OpenReaders {
  private final ReaderSettings settings;
  private final Map<RemoteAddress, Integer> perAddress = new ConcurrentHashMap<>();
  private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private volatile boolean draining;

  public OpenReaders(ReaderSettings settings) {
    this.settings = settings;
  }

  /// A reader's place, to be given back when it leaves.
  final class Lease implements AutoCloseable {
    private final RemoteAddress from;
    private final Consumer<Duration> goAway;

    private Lease(RemoteAddress from, Consumer<Duration> goAway) {
      this.from = from;
      this.goAway = goAway;
    }

    @Override
    public void close() {
      if (!leases.remove(this)) return;
      perAddress.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1);
      if (draining && leases.isEmpty()) empty.complete(null);
    }
  }

  /// @param goAway called once when this node goes away, with how long the end of a reply may be
  ///   waited for; must not block
  /// @return empty when there are too many, in all or from this address, or this node goes away
  Optional<Lease> admit(RemoteAddress from, Consumer<Duration> goAway) {
    if (!hasRoom(from)) return Optional.empty();
    var lease = new Lease(from, goAway);
    leases.add(lease);
    // others may have come in between
    if (perAddress.merge(from, 1, Integer::sum) > settings.perAddressMax()) {
      lease.close();
      return Optional.empty();
    }
    // it may have come in behind drain's back
    if (draining) goAway.accept(Duration.ZERO);
    return Optional.of(lease);
  }

  /// Whether one more would be let in just now.
  boolean hasRoom(RemoteAddress from) {
    return !draining
        && leases.size() < settings.max()
        && perAddress.getOrDefault(from, 0) < settings.perAddressMax();
  }

  public int count() {
    return leases.size();
  }

  /// Whether this node goes away: who comes now should go to another.
  boolean isDraining() {
    return draining;
  }

  /// Lets nobody in any more and asks all to leave, those who hear a reply when it has ended.
  ///
  /// @param grace how long its end may be waited for
  /// @return completes when the last one has left
  public CompletionStage<Void> drain(Duration grace) {
    draining = true;
    leases.forEach(lease -> lease.goAway.accept(grace));
    if (leases.isEmpty()) empty.complete(null);
    return empty;
  }
}
