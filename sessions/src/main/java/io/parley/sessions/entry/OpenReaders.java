package io.parley.sessions.entry;

import io.parley.core.limit.AddressBlock;
import io.parley.core.limit.FairShare;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The readers of sessions on this node, such as WebSockets and event streams: counted to limit
/// them, and notified when the node drains. Thread safe.
public final class OpenReaders {
  private final EntrySettings.Readers settings;
  private final FairShare share;
  private final Map<AddressBlock, Integer> perBlock = new ConcurrentHashMap<>();
  private final Map<RemoteAddress, Integer> perAddress = new ConcurrentHashMap<>();
  private final Map<TenantId, Integer> perTenant = new ConcurrentHashMap<>();
  private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private volatile boolean draining;

  OpenReaders(EntrySettings.Readers settings) {
    this.settings = settings;
    this.share = new FairShare(settings.max(), 0);
  }

  /// A reader's place, to be given back when it leaves.
  public final class Lease implements AutoCloseable {
    private final RemoteAddress from;
    private final TenantId tenant;
    private final Consumer<Duration> goAway;

    private Lease(RemoteAddress from, TenantId tenant, Consumer<Duration> goAway) {
      this.from = from;
      this.tenant = tenant;
      this.goAway = goAway;
    }

    @Override
    public void close() {
      if (!leases.remove(this)) return;
      perBlock.computeIfPresent(from.block(), (_, count) -> count == 1 ? null : count - 1);
      perAddress.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1);
      perTenant.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
      if (draining && leases.isEmpty()) empty.complete(null);
    }
  }

  /// @param goAway called once when this node drains, with how long the end of a reply may be
  ///   waited for; must not block
  /// @return empty when there are too many, see [#limitMet], or when the node drains
  public Optional<Lease> admit(RemoteAddress from, TenantId tenant, Consumer<Duration> goAway) {
    if (draining || limitMet(from, tenant).isPresent()) return Optional.empty();
    var lease = new Lease(from, tenant, goAway);
    leases.add(lease);
    perBlock.merge(from.block(), 1, Integer::sum);
    int ofAddress = perAddress.merge(from, 1, Integer::sum);
    int ofTenant = perTenant.merge(tenant, 1, Integer::sum);
    // another thread may have registered in between
    if (ofAddress > settings.perAddressMax() || ofTenant > settings.perTenantMax()) {
      lease.close();
      return Optional.empty();
    }
    // the reader may have registered just after the drain began
    if (draining) goAway.accept(Duration.ZERO);
    return Optional.of(lease);
  }

  /// The limit at which one more reader would be refused now, if any.
  public Optional<Limit> limitMet(RemoteAddress from, TenantId tenant) {
    if (leases.size() >= settings.max()) return Optional.of(Limit.READERS);
    if (perAddress.getOrDefault(from, 0) >= settings.perAddressMax())
      return Optional.of(Limit.READERS_PER_ADDRESS);
    if (perTenant.getOrDefault(tenant, 0) >= settings.perTenantMax())
      return Optional.of(Limit.READERS_PER_TENANT);
    // where one address may have all places, blocks have no share either
    boolean onePool = settings.perAddressMax() >= settings.max();
    int held = onePool ? 0 : perBlock.getOrDefault(from.block(), 0);
    return switch (share.ask(leases.size(), held, perBlock.size(), false)) {
      case GRANTED -> Optional.empty();
      case SHARE_TAKEN -> Optional.of(Limit.READERS_PER_BLOCK);
      case ALL_TAKEN -> Optional.of(Limit.READERS);
    };
  }

  public int count() {
    return leases.size();
  }

  /// Whether this node drains: new readers should go to another.
  public boolean isDraining() {
    return draining;
  }

  /// Refuses new readers and asks all to leave, those who receive a reply when it has ended.
  ///
  /// @param grace how long a reply's end may be waited for
  /// @return completes when the last one has left
  public CompletionStage<Void> drain(Duration grace) {
    draining = true;
    leases.forEach(lease -> lease.goAway.accept(grace));
    if (leases.isEmpty()) empty.complete(null);
    return empty;
  }
}
