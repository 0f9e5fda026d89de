package io.parley.voice.telephony;

import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer.Colleague;
import io.parley.voice.telephony.CallTransfer.NotReached;
import io.parley.voice.telephony.OutboundCalls.Placed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A colleague who is called through a provider's API, and whose telephone rings, or is about to.
/// Their sound comes by a socket of the provider's, under the id of the call that was placed.
/// Thread safe.
public final class PlacedColleague implements Colleague {
  /// No agent has this name: a colleague's call that is not expected any more is hung up.
  public static final String NOBODY = "-";

  private static final int KEY_LENGTH = 32;

  private final CalledColleagues colleagues;
  private final Consumer<String> hangUp;
  private final CompletableFuture<Leg> leg = new CompletableFuture<>();
  private Optional<String> dialled = Optional.empty();
  private boolean givenUp;

  private PlacedColleague(CalledColleagues colleagues, Consumer<String> hangUp) {
    this.colleagues = colleagues;
    this.hangUp = hangUp;
  }

  /// Places the call.
  ///
  /// @param hangUp ends a call with this id
  public static Colleague call(
      OutboundCalls calls,
      CalledColleagues colleagues,
      OutboundCalls.Order order,
      Consumer<String> hangUp) {
    var called = new PlacedColleague(colleagues, hangUp);
    calls.place(order).whenComplete(called::placed);
    return called;
  }

  /// The key of a transfer in the form of an order's id, which providers repeat in their reports.
  /// No call out has it.
  ///
  /// @param call the provider's id of the caller's call
  public static String key(String call, TransferOrder order) {
    return Sha256.hex(call + " " + order.key()).substring(0, KEY_LENGTH);
  }

  /// The order to place it.
  ///
  /// @param key the same for every attempt at this transfer; @param from one of our numbers
  public static OutboundCalls.Order order(
      TenantId tenant, String key, String from, TransferOrder order, Duration ring) {
    return new OutboundCalls.Order(
        tenant, key, from, order.address().text(), Optional.of(NOBODY), Optional.empty(), ring);
  }

  private void placed(Placed placed, Throwable failure) {
    if (failure != null) {
      leg.completeExceptionally(failure);
      return;
    }
    switch (placed) {
      case Placed.Dialled(var id) -> dialled(id);
      case Placed.Repeated _, Placed.KeyReused _ ->
          leg.completeExceptionally(new NotReached(Reason.FAILED));
    }
  }

  private void dialled(String id) {
    boolean isWanted;
    synchronized (this) {
      dialled = Optional.of(id);
      isWanted = !givenUp;
    }
    if (isWanted) colleagues.expect(id, leg);
    else hangUp.accept(id);
  }

  @Override
  public CompletionStage<Leg> answered() {
    return leg;
  }

  @Override
  public void giveUp() {
    boolean isFirst;
    Optional<String> known;
    synchronized (this) {
      isFirst = !givenUp;
      givenUp = true;
      known = dialled;
    }
    leg.completeExceptionally(new NotReached(Reason.WITHDRAWN));
    if (isFirst) known.ifPresent(hangUp);
  }
}
