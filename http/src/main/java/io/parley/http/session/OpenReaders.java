package io.parley.http.session;

import io.parley.http.route.RemoteAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Runnable goAway;

    private Lease(RemoteAddress from, Runnable goAway) {
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

  /// @param goAway called once when this node goes away; must not block
  /// @return empty when there are too many, in all or from this address
  Optional<Lease> admit(RemoteAddress from, Runnable goAway) {
    if (!hasRoom(from)) return Optional.empty();
    var lease = new Lease(from, goAway);
    leases.add(lease);
    // others may have come in between
    if (perAddress.merge(from, 1, Integer::sum) > settings.perAddressMax()) {
      lease.close();
      return Optional.empty();
    }
    // it may have come in behind drain's back
    if (draining) goAway.run();
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

  /// Lets nobody in any more and asks all to leave.
  ///
  /// @return completes when the last one has left
  public CompletionStage<Void> drain() {
    draining = true;
    leases.forEach(lease -> lease.goAway.run());
    if (leases.isEmpty()) empty.complete(null);
    return empty;
  }
}
