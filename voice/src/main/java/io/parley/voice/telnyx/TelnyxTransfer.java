package io.parley.voice.telnyx;

import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferTimes;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.PlacedColleague;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/// Hands one call of Telnyx over. Blind: Telnyx rings the target, a number or a `sip:` address, and
/// bridges it with the caller; the agent has the caller again when nobody answers. Attended, to
/// numbers alone: a second call is dialled from our number, whose sound comes to this node. The
/// target sees our number. Source: Telnyx, "Call Control: Transfer call" and "Dial".
public final class TelnyxTransfer implements CallTransfer {
  private final Means means;
  private final TenantId tenant;
  private final String call;
  private final String number;
  private final String state;
  private final AtomicInteger attempts = new AtomicInteger();

  /// Shared by all calls of a node.
  ///
  /// @param calls dials colleagues; empty without a connection: there are no attended transfers
  public record Means(
      TelnyxLines lines,
      Optional<OutboundCalls> calls,
      CalledColleagues colleagues,
      TransferTimes times) {}

  /// Of a call that came in: see the other one.
  public TelnyxTransfer(Means means, TenantId tenant, String call, String number) {
    this(means, tenant, call, number, Optional.empty());
  }

  /// @param call Telnyx's id of it; @param number of ours, as E.164; another text has no attended
  ///   transfers
  /// @param order that the call was placed for
  public TelnyxTransfer(
      Means means, TenantId tenant, String call, String number, Optional<CallOutId> order) {
    this.means = means;
    this.tenant = tenant;
    this.call = call;
    this.number = number;
    this.state =
        order
            .map(key -> ClientState.of(tenant, key.id()))
            .orElseGet(() -> ClientState.answered(tenant));
  }

  @Override
  public boolean isPossible() {
    return true;
  }

  @Override
  public boolean may(TransferMode mode, TransferAddress to) {
    return switch (mode) {
      case BLIND -> to instanceof TransferAddress.Phone || to.text().startsWith("sip:");
      case ATTENDED ->
          to instanceof TransferAddress.Phone && means.calls().isPresent() && hasNumber();
    };
  }

  private boolean hasNumber() {
    return TransferAddress.Phone.isOne(number);
  }

  @Override
  public CompletionStage<Void> handOver(TransferAddress to) {
    var times = means.times();
    var callerId = Optional.of(number).filter(_ -> hasNumber());
    return means
        .lines()
        .handOver(
            new TelnyxEvent.Target(call, attempts.incrementAndGet()),
            new TelnyxHandovers.Wish(to.text(), callerId, times.ring(), times.handingOver()));
  }

  @Override
  public CompletionStage<Void> reconnect(URI socket, String pass) {
    return means.lines().move(call, state, socket, pass);
  }

  @Override
  public Colleague call(TransferOrder order, Duration ring) {
    var key = PlacedColleague.key(call, order);
    var placed = PlacedColleague.order(tenant, key, number, order, ring);
    return PlacedColleague.call(
        means.calls().orElseThrow(), means.colleagues(), placed, means.lines()::end);
  }
}
