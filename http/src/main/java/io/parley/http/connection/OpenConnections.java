package io.parley.http.connection;

import io.parley.core.limit.AddressBlock;
import io.parley.core.limit.FairShare;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.http.limit.Refusals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// The connections of one port: counted, to stay within the limit, and informed when the port
/// closes. Each block of addresses has a share, and when all places are taken, idle ones are closed
/// for new ones. Thread safe; new connections are admitted one after the other.
final class OpenConnections {
  /// A refused connection gets an answer while at most this many are being answered.
  private static final int ANSWERED_MAX = 256;

  /// A search for idle connections looks for this many places, or this part of all connections:
  /// searching takes long.
  private static final int GIVING_WAY_MAX = 256;

  private static final int GIVING_WAY_PART = 64;

  /// Between two searches, after one that found none.
  private static final Duration SEARCH_PAUSE = Duration.ofMillis(100);

  private final ConnectionSettings settings;
  private final FairShare share;
  private final Predicate<RemoteAddress> known;
  private final Refusals refusals;
  private final Map<RemoteAddress, Integer> perAddress = new ConcurrentHashMap<>();
  private final Map<AddressBlock, Integer> perBlock = new ConcurrentHashMap<>();
  // asked to end, neither closed nor busy again
  private final Set<ClientConnection> leaving = ConcurrentHashMap.newKeySet();
  // of the thread that admits
  private final Queue<ClientConnection> nextToLeave = new ArrayDeque<>();
  private long searchedInVain = System.nanoTime() - SEARCH_PAUSE.toNanos();
  private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private volatile boolean closing;

  /// @param known whether the reserve is for an address
  OpenConnections(ConnectionSettings settings, Predicate<RemoteAddress> known, Refusals refusals) {
    this.settings = settings;
    this.share = FairShare.reserving(settings.reserve(), settings.max());
    this.known = known;
    this.refusals = refusals;
  }

  /// The decision on a new connection.
  sealed interface Admission {}

  record Admitted() implements Admission {}

  record Full(Limit limit) implements Admission {}

  Admission admit(RemoteAddress from) {
    boolean onePool = settings.isOnePool();
    if (!onePool && perAddress.getOrDefault(from, 0) >= settings.perAddressMax())
      return new Full(Limit.CONNECTIONS_PER_ADDRESS);
    int held = onePool ? 0 : perBlock.getOrDefault(from.block(), 0);
    int used = open.size() - leaving.size();
    return switch (share.ask(used, held, perBlock.size(), known.test(from))) {
      case GRANTED -> new Admitted();
      case SHARE_TAKEN -> new Full(Limit.CONNECTIONS_PER_BLOCK);
      case ALL_TAKEN -> oneGivesWay() ? new Admitted() : new Full(Limit.CONNECTIONS);
    };
  }

  private boolean oneGivesWay() {
    long now = System.nanoTime();
    if (nextToLeave.isEmpty()) searchIdle(now);
    while (!nextToLeave.isEmpty()) {
      var next = nextToLeave.remove();
      if (!open.contains(next) || !isLongIdle(next, now)) continue;
      leaving.add(next);
      // it may have closed in between
      if (!open.contains(next)) leaving.remove(next);
      refusals.count(Limit.CONNECTIONS_IDLE);
      next.giveWay();
      return true;
    }
    return false;
  }

  private void searchIdle(long now) {
    if (now - searchedInVain < SEARCH_PAUSE.toNanos()) return;
    var idle =
        open.stream()
            .filter(one -> isLongIdle(one, now) && !leaving.contains(one))
            .map(one -> new GiveWay.Idle<>(one, one.from().block(), one.movedAt()))
            .toList();
    int count = Math.clamp(settings.max() / GIVING_WAY_PART, 1, GIVING_WAY_MAX);
    nextToLeave.addAll(GiveWay.choose(idle, perBlock, count));
    if (nextToLeave.isEmpty()) searchedInVain = now;
  }

  private boolean isLongIdle(ClientConnection one, long now) {
    return one.isIdle() && now - one.movedAt() >= settings.giveWayAfter().toNanos();
  }

  /// A connection that was asked to end is busy again.
  void stays(ClientConnection connection) {
    leaving.remove(connection);
  }

  void add(ClientConnection connection) {
    perAddress.merge(connection.from(), 1, Integer::sum);
    perBlock.merge(connection.from().block(), 1, Integer::sum);
    open.add(connection);
  }

  void remove(ClientConnection connection) {
    if (!open.remove(connection)) return;
    leaving.remove(connection);
    perAddress.computeIfPresent(connection.from(), (_, count) -> count == 1 ? null : count - 1);
    perBlock.computeIfPresent(
        connection.from().block(), (_, count) -> count == 1 ? null : count - 1);
    if (closing && open.isEmpty()) empty.complete(null);
  }

  int count() {
    return open.size();
  }

  /// Whether a refused connection may get an answer; then [#endRefusal] must follow.
  boolean startRefusal() {
    if (refused.incrementAndGet() <= ANSWERED_MAX) return true;
    refused.decrementAndGet();
    return false;
  }

  void endRefusal() {
    refused.decrementAndGet();
  }

  boolean isClosing() {
    return closing;
  }

  /// Asks all to end once their open requests are answered.
  ///
  /// @return completes when the last one has closed
  CompletionStage<Void> close() {
    closing = true;
    open.forEach(ClientConnection::goAway);
    if (open.isEmpty()) empty.complete(null);
    return empty;
  }

  /// Cuts off the rest.
  void cut() {
    open.forEach(ClientConnection::cut);
  }
}
