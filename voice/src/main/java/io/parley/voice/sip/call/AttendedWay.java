package io.parley.voice.sip.call;

import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferOrder;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.telephony.CallTransfer.Colleague;
import io.parley.voice.telephony.SecondCalls;
import java.time.Duration;
import java.util.Optional;

/// A way beside which colleagues are called, at numbers.
///
/// @param number of ours that colleagues see; another text than E.164 has no attended transfers
public record AttendedWay(TransferWay way, SecondCalls second, TenantId tenant, String number)
    implements TransferWay {
  @Override
  public Optional<Address> dialled(TransferAddress.Phone to) {
    return way.dialled(to);
  }

  @Override
  public Optional<CallEvent.Authorize> proof(Response challenge, Request request) {
    return way.proof(challenge, request);
  }

  @Override
  public boolean mayCall(TransferAddress to) {
    return to instanceof TransferAddress.Phone && TransferAddress.Phone.isOne(number);
  }

  @Override
  public Optional<Colleague> colleague(TransferOrder order, Duration ring) {
    return mayCall(order.address())
        ? Optional.of(second.call(tenant, number, order, ring))
        : Optional.empty();
  }
}
