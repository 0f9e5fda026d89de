package io.parley.http.connection;

import io.parley.http.limit.Limit;
import io.parley.http.route.RemoteAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The connections of one port: counted, so that there are never too many, and told when the port
/// closes. Thread safe; those that come are admitted one after the other.
final class OpenConnections {
  /// Who is refused gets an answer, while no more than so many are being answered.
  private static final int ANSWERED_MAX = 256;

  private final ConnectionSettings settings;
  private final Map<RemoteAddress, Integer> perAddress = new ConcurrentHashMap<>();
  private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private volatile boolean closing;

  OpenConnections(ConnectionSettings settings) {
    this.settings = settings;
  }

  /// What becomes of a connection that comes.
  sealed interface Admission {}

  record Admitted() implements Admission {}

  record Full(Limit limit) implements Admission {}

  Admission admit(RemoteAddress from) {
    if (open.size() >= settings.max()) return new Full(Limit.CONNECTIONS);
    if (perAddress.getOrDefault(from, 0) >= settings.perAddressMax())
      return new Full(Limit.CONNECTIONS_PER_ADDRESS);
    return new Admitted();
  }

  void add(ClientConnection connection) {
    perAddress.merge(connection.from(), 1, Integer::sum);
    open.add(connection);
  }

  void remove(ClientConnection connection) {
    if (!open.remove(connection)) return;
    perAddress.computeIfPresent(connection.from(), (_, count) -> count == 1 ? null : count - 1);
    if (closing && open.isEmpty()) empty.complete(null);
  }

  int count() {
    return open.size();
  }

  /// Whether one that is refused may be told why. To be given back by [#toldWhy].
  boolean mayTellWhy() {
    if (refused.incrementAndGet() <= ANSWERED_MAX) return true;
    refused.decrementAndGet();
    return false;
  }

  void toldWhy() {
    refused.decrementAndGet();
  }

  boolean isClosing() {
    return closing;
  }

  /// Asks all to leave when they have answered what they were asked.
  ///
  /// @return completes when the last one has left
  CompletionStage<Void> close() {
    closing = true;
    open.forEach(ClientConnection::goAway);
    if (open.isEmpty()) empty.complete(null);
    return empty;
  }

  /// Cuts off whoever is left.
  void cut() {
    open.forEach(ClientConnection::cut);
  }
}
