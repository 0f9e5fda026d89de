package io.parley.server;

import io.parley.core.dial.CallOutId;
import io.parley.core.fault.Stages;
import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.NotPossible;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.dial.AnsweredCalls;
import io.parley.voice.flow.Timer;
import io.parley.voice.leg.Leg;
import io.parley.voice.sip.call.AttendedWay;
import io.parley.voice.sip.call.TransferWay;
import io.parley.voice.sip.dial.AnsweredLegs;
import io.parley.voice.sip.dial.DialParts;
import io.parley.voice.sip.dial.SipOutboundCalls;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.trunk.Trunks;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.SecondCalls;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls out over the SIP port, which opens after the HTTP port has taken its first orders. Until
/// then nothing is dialled.
final class SipCallsOut implements OutboundCalls {
  private static final Logger LOG = LoggerFactory.getLogger(SipCallsOut.class);

  private volatile Optional<Wanted> wanted = Optional.empty();
  private volatile Optional<OutboundCalls> opened = Optional.empty();

  /// Set before the SIP port opens.
  ///
  /// @param reports gets the course of each call
  /// @param answered takes calls out that were answered; empty where others place them
  /// @param colleagues of transfers, who are called over the port anyway
  record Wanted(
      DialClaims claims,
      ProviderReports reports,
      Optional<AnsweredCalls> answered,
      CalledColleagues colleagues,
      Timer timer) {}

  void want(Wanted parts) {
    wanted = Optional.of(parts);
  }

  /// The SIP port is open.
  void open(DialParts.Port port, Trunks trunks, Locator locator, DialParts.Media media) {
    opened =
        wanted.map(
            parts ->
                new SipOutboundCalls(
                    parts.claims(),
                    new DialParts(
                        port,
                        trunks,
                        locator,
                        new Legs(parts),
                        media,
                        parts.reports(),
                        parts.timer()::after)));
  }

  /// Colleagues join the calls that wait for them; all others talk with an agent.
  private record Legs(Wanted parts) implements AnsweredLegs {
    @Override
    public PhoneDesk.Readiness readiness(PhoneCall phone) {
      if (isColleague(phone)) return PhoneDesk.Readiness.READY;
      return parts
          .answered()
          .map(answered -> answered.readiness(phone))
          .orElse(PhoneDesk.Readiness.NO_AGENT);
    }

    private static boolean isColleague(PhoneCall phone) {
      return phone.agent().filter(SecondCalls.NOBODY::equals).isPresent();
    }

    @Override
    public CompletionStage<Optional<String>> begin(
        Order order, PhoneCall phone, Leg leg, CallTransfer transfer) {
      if (parts.colleagues().take(phone.call(), leg))
        return CompletableFuture.completedStage(Optional.of(phone.call()));
      if (parts.answered().isEmpty() || isColleague(phone))
        return CompletableFuture.failedStage(new NotPossible("no call waits for a colleague"));
      var key = new CallOutId(order.tenant(), order.key());
      return parts.answered().get().open(key, phone, leg, transfer, phone.call());
    }
  }

  /// Colleagues are called over the port, for a call by SIP.
  ///
  /// @param number of ours that was called
  /// @return the way with them; the way alone before the port has opened
  TransferWay attended(TransferWay way, TenantId tenant, String number) {
    return wanted
        .<TransferWay>map(
            parts ->
                new AttendedWay(way, new SecondCalls(this, parts.colleagues()), tenant, number))
        .orElse(way);
  }

  private <T> CompletionStage<T> through(Function<OutboundCalls, CompletionStage<T>> request) {
    return opened
        .map(request)
        .orElseGet(
            () ->
                CompletableFuture.failedStage(
                    new TelephonyFailure("sip", Category.UNAVAILABLE, false, "no port", null)));
  }

  @Override
  public CompletionStage<Placed> place(Order order) {
    return through(calls -> calls.place(order));
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    return through(calls -> calls.hangUp(call));
  }

  /// Ends a call for another node, which looks at it again when it does not end.
  void end(String call) {
    hangUp(call)
        .whenComplete(
            (_, failure) -> {
              if (failure != null)
                LOG.info("a call out is not ended here: {}", Stages.cause(failure).toString());
            });
  }

  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    return through(calls -> calls.look(call));
  }

  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    return through(calls -> calls.transfer(call, number, callerId));
  }
}
