package io.parley.voice.sip.dial;

import io.parley.core.fault.Stages;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.voice.leg.Leg;
import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.call.SipLeg;
import io.parley.voice.sip.dial.PlacedCall.Wanted;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallTransfer.Colleague;
import io.parley.voice.telephony.CallTransfer.NotReached;
import io.parley.voice.telephony.CalledColleagues;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A colleague who is called by SIP for a caller who waits. Thread safe.
final class CalledColleague implements Colleague, Taker {
  private final DialParts parts;
  private final CompletableFuture<Leg> leg = new CompletableFuture<>();

  /// In the port's thread.
  private Optional<PlacedCall> placed = Optional.empty();

  CalledColleague(DialParts parts) {
    this.parts = parts;
  }

  /// Calls, unless it was given up meanwhile.
  void dial(Attempts attempts, Wanted wanted) {
    parts
        .port()
        .wire()
        .execute(
            () -> {
              if (leg.isDone()) return;
              var id = parts.port().seeds().get();
              var call = new PlacedCall(id, wanted, attempts, parts, this);
              placed = Optional.of(call);
              call.begin();
            });
  }

  void failed(Throwable failure) {
    leg.completeExceptionally(Stages.cause(failure));
  }

  @Override
  public void answered(SipCall call, SipLeg answered) {
    if (!leg.complete(answered)) answered.close();
  }

  @Override
  public void went(CallProgress progress) {
    CalledColleagues.reason(progress.status()).map(NotReached::new).ifPresent(this::failed);
  }

  @Override
  public CompletionStage<Leg> answered() {
    return leg;
  }

  @Override
  public void giveUp() {
    failed(new NotReached(Reason.WITHDRAWN));
    parts.port().wire().execute(() -> placed.ifPresent(PlacedCall::hangUp));
  }
}
