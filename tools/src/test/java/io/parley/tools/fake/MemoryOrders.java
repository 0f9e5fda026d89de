package io.parley.tools.fake;

import io.parley.core.support.Order;
import io.parley.core.support.Orders;
import io.parley.core.support.Requester;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Orders in memory; [#failure], when set, is what calls fail with.
public final class MemoryOrders implements Orders {
  private final Map<String, List<Order>> orders;
  public volatile RuntimeException failure;

  public MemoryOrders(Map<String, List<Order>> orders) {
    this.orders = orders;
  }

  @Override
  public CompletionStage<Optional<Order>> find(Requester requester, String number) {
    if (failure != null) return CompletableFuture.failedFuture(failure);
    return CompletableFuture.completedFuture(
        orders.entrySet().stream()
            .filter(
                entry ->
                    requester.customer().isEmpty()
                        || requester.customer().get().equals(entry.getKey()))
            .flatMap(entry -> entry.getValue().stream())
            .filter(order -> order.number().equals(number))
            .map(order -> requester.customer().isEmpty() ? order.redacted() : order)
            .findFirst());
  }
}
