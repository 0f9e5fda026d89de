package io.parley.voice.twilio;

import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.PlacedColleague;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Hands one call of Twilio over, to numbers alone. Blind: its call gets a `<Dial>` in place of our
/// stream, and the target sees the caller's own number. When nobody answers, Twilio asks how the
/// call goes on, and the caller comes back by a new stream. Attended: a second call is placed from
/// our number, whose stream comes to this node.
///
/// @param call Twilio's id of it; @param number of ours, as E.164; another text has no attended
///   transfers
/// @param next asked by Twilio when the target has not answered; empty: the call ends then
public record TwilioTransfer(
    OutboundCalls calls,
    CalledColleagues colleagues,
    TenantId tenant,
    String call,
    String number,
    Optional<URI> next)
    implements CallTransfer {

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
    return next.map(address -> calls.transferReturning(call, to.text(), address))
        .orElseGet(() -> calls.transfer(call, to.text(), Optional.empty()));
  }

  @Override
  public CompletionStage<Void> reconnect(URI socket, String pass) {
    return calls.reconnect(call, socket, Map.of("pass", pass));
  }

  @Override
  public Colleague call(TransferOrder order, Duration ring) {
    var placed = PlacedColleague.order(tenant, order.key(), number, order, ring);
    return PlacedColleague.call(calls, colleagues, placed, calls::hangUp);
  }
}
