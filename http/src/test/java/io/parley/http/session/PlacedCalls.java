package io.parley.http.session;

import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.OutboundCalls;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/// A provider's REST API that takes every order and does nothing.
final class PlacedCalls implements OutboundCalls {
  /// The id of every call that it places.
  static final String CALL = "CA" + "8".repeat(32);

  final List<Order> orders = new CopyOnWriteArrayList<>();
  final List<String> transfers = new CopyOnWriteArrayList<>();
  final List<URI> returns = new CopyOnWriteArrayList<>();
  final List<String> moved = new CopyOnWriteArrayList<>();
  final List<String> ended = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Placed> place(Order order) {
    orders.add(order);
    return CompletableFuture.completedStage(new Placed.Dialled(CALL));
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    ended.add(call);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    return CompletableFuture.completedStage(Optional.empty());
  }

  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    transfers.add(call + " to " + number);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> transferReturning(String call, String number, URI next) {
    returns.add(next);
    return transfer(call, number, Optional.empty());
  }

  @Override
  public CompletionStage<Void> reconnect(String call, URI socket, Map<String, String> parameters) {
    moved.add(call + " to " + socket + " with " + parameters.keySet());
    return CompletableFuture.completedStage(null);
  }
}
