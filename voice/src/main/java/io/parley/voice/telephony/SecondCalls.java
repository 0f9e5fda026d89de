package io.parley.voice.telephony;

import io.parley.core.tenant.TenantId;
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

/// Calls to colleagues, for attended transfers.
///
/// @param calls places them; @param colleagues knows whose leg one is
public record SecondCalls(OutboundCalls calls, CalledColleagues colleagues) {
  /// No agent has this name: a colleague's call that is not expected any more is hung up.
  public static final String NOBODY = "-";

  /// Calls one colleague.
  ///
  /// @param from a number of ours, as E.164
  public Colleague call(TenantId tenant, String from, TransferOrder order, Duration ring) {
    var called = new Called();
    calls
        .place(
            new OutboundCalls.Order(
                tenant,
                order.key(),
                from,
                order.address().text(),
                Optional.of(NOBODY),
                Optional.empty(),
                ring))
        .whenComplete(called::placed);
    return called;
  }

  /// A colleague whose telephone rings, or is about to.
  private final class Called implements Colleague {
    private final CompletableFuture<Leg> leg = new CompletableFuture<>();
    private Optional<String> dialled = Optional.empty();
    private boolean givenUp;

    void placed(Placed placed, Throwable failure) {
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
      else calls.hangUp(id);
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
      if (isFirst) known.ifPresent(calls::hangUp);
    }
  }
}
