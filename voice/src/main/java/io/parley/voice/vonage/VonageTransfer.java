package io.parley.voice.vonage;

import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.PlacedColleague;
import io.parley.voice.vonage.VonageCalls.Handover;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Hands one call of Vonage over. Blind: the call leaves our socket for a `connect` with a number
/// or a SIP address; when nobody answers, Vonage asks what follows, and is sent back to a socket of
/// ours. Attended, to numbers alone: a second call is placed from our number, whose sound comes to
/// this node. The target sees our number, for Vonage shows no others.
///
/// Source: Vonage, [Voice API](https://developer.vonage.com/en/api/voice) (`PUT /v1/calls/{uuid}`
/// with `transfer`), and [NCCO
/// reference](https://developer.vonage.com/en/voice/voice-api/ncco-reference) (`connect` with
/// `eventType`).
public final class VonageTransfer implements CallTransfer {
  private final Means means;
  private final TenantId tenant;
  private final String call;
  private final String number;
  private final Supplier<Optional<URI>> back;

  /// Shared by all calls of a node.
  ///
  /// @param ring of the target of a blind transfer
  public record Means(VonageCalls calls, CalledColleagues colleagues, Duration ring) {}

  /// @param call Vonage's id of it
  /// @param number of ours, with or without a plus; another text has no attended transfers
  /// @param back makes the address that Vonage asks when nobody answers, once for each attempt;
  ///   empty: the call ends then
  public VonageTransfer(
      Means means, TenantId tenant, String call, String number, Supplier<Optional<URI>> back) {
    this.means = means;
    this.tenant = tenant;
    this.call = call;
    this.number = "+" + number.replace("+", "");
    this.back = back;
  }

  @Override
  public boolean isPossible() {
    return true;
  }

  @Override
  public boolean may(TransferMode mode, TransferAddress to) {
    return switch (mode) {
      case BLIND -> to instanceof TransferAddress.Phone || to.text().startsWith("sip:");
      case ATTENDED -> to instanceof TransferAddress.Phone && hasNumber();
    };
  }

  private boolean hasNumber() {
    return TransferAddress.Phone.isOne(number);
  }

  @Override
  public CompletionStage<Void> handOver(TransferAddress to) {
    var callerId = Optional.of(number).filter(_ -> hasNumber());
    var handover = new Handover(to, callerId, means.ring(), back.get());
    return CompletableFuture.completedStage(call)
        .thenCompose(id -> means.calls().handOver(id, handover));
  }

  @Override
  public CompletionStage<Void> reconnect(URI socket, String pass) {
    return CompletableFuture.completedStage(call)
        .thenCompose(id -> means.calls().reconnect(id, socket, Map.of("pass", pass)));
  }

  @Override
  public Colleague call(TransferOrder order, Duration ring) {
    var key = PlacedColleague.key(call, order);
    var placed = PlacedColleague.order(tenant, key, number, order, ring);
    return PlacedColleague.call(means.calls(), means.colleagues(), placed, means.calls()::hangUp);
  }
}
