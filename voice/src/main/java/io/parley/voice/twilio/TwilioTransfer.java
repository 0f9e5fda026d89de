package io.parley.voice.twilio;

import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.OutboundCalls.Placed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Hands one call of Twilio over, to numbers alone. Blind: its call gets a `<Dial>` in place of our
/// stream, and the target sees the caller's own number. Attended: a second call is placed from our
/// number, whose stream comes to this node.
///
/// @param call Twilio's id of it; @param number of ours, as E.164; another text has no attended
///   transfers
public record TwilioTransfer(
    OutboundCalls calls, CalledColleagues colleagues, TenantId tenant, String call, String number)
    implements CallTransfer {
  /// No agent has this name: a colleague's call that is not expected any more is hung up.
  private static final String NOBODY = "-";

  @Override
  public boolean isPossible() {
    return true;
  }

  @Override
  public boolean may(TransferMode mode, TransferAddress to) {
    return to instanceof TransferAddress.Phone
        && switch (mode) {
          case BLIND -> true;
          case ATTENDED -> TransferAddress.Phone.isOne(number);
        };
  }

  @Override
  public CompletionStage<Void> handOver(TransferAddress to) {
    return calls.transfer(call, to.text(), Optional.empty());
  }

  @Override
  public Colleague call(TransferOrder order, Duration ring) {
    var called = new Called();
    calls
        .place(
            new OutboundCalls.Order(
                tenant,
                order.key(),
                number,
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
