package io.parley.voice.telephony;

import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.voice.leg.Leg;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The colleagues whom this node calls through a provider, by the provider's id of their call.
/// Their sound comes back by the provider's own socket, which is to reach this node. Thread safe.
public final class CalledColleagues implements ProviderReports {
  private final Map<String, CompletableFuture<Leg>> expected = new ConcurrentHashMap<>();

  /// Waits for the leg of this call, until it is there or cannot come any more.
  public void expect(String call, CompletableFuture<Leg> leg) {
    expected.put(call, leg);
    var _ = leg.whenComplete((_, _) -> expected.remove(call, leg));
  }

  public boolean isExpected(String call) {
    return expected.containsKey(call);
  }

  /// Takes the leg of a colleague.
  ///
  /// @return whether it is one
  public boolean take(String call, Leg leg) {
    var waiting = Optional.ofNullable(expected.remove(call));
    return waiting.filter(future -> future.complete(leg)).isPresent();
  }

  @Override
  public void call(CallProgress progress) {
    var reason = reason(progress.status());
    var waiting = Optional.ofNullable(expected.get(progress.call()));
    if (reason.isPresent() && waiting.isPresent())
      waiting.get().completeExceptionally(new CallTransfer.NotReached(reason.get()));
  }

  /// Why a colleague is not reached whose call goes so; empty while it may be answered.
  public static Optional<Reason> reason(CallProgress.Status status) {
    return switch (status) {
      case QUEUED, INITIATED, RINGING, ANSWERED -> Optional.empty();
      case BUSY -> Optional.of(Reason.BUSY);
      case NO_ANSWER, CANCELED, COMPLETED, OVER -> Optional.of(Reason.NO_ANSWER);
      case FAILED -> Optional.of(Reason.FAILED);
    };
  }

  @Override
  public void recording(RecordingProgress progress) {
    // tells nothing about a colleague
  }
}
