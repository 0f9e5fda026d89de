package io.parley.server;

import io.parley.core.dial.CallOutId;
import io.parley.core.fault.Stages;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.dial.AnsweredCalls;
import io.parley.voice.leg.Leg;
import io.parley.voice.sip.dial.AnsweredLegs;
import io.parley.voice.sip.dial.DialParts;
import io.parley.voice.sip.dial.SipOutboundCalls;
import io.parley.voice.sip.dial.SipTransfers;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.ProviderReports;
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

  /// Set before the SIP port opens, where calls go out over it.
  ///
  /// @param reports gets the course of each call; @param answered takes those that were answered
  record Wanted(DialClaims claims, ProviderReports reports, AnsweredCalls answered) {}

  void want(Wanted parts) {
    wanted = Optional.of(parts);
  }

  /// The SIP port is open.
  ///
  /// @param transfers hands the other ends of calls over
  void open(DialParts parts, SipTransfers transfers) {
    opened =
        wanted.map(
            ours ->
                new SipOutboundCalls(
                    ours.claims(),
                    parts,
                    new SipOutboundCalls.Side(
                        legs(ours.answered()),
                        transfers::of,
                        ours.reports(),
                        order -> ours.answered().shows(order.tenant(), order.from()))));
  }

  /// Whether calls go out by now.
  boolean isOpen() {
    return opened.isPresent();
  }

  private static AnsweredLegs legs(AnsweredCalls answered) {
    return new AnsweredLegs() {
      @Override
      public PhoneDesk.Readiness readiness(PhoneCall phone) {
        return answered.readiness(phone);
      }

      @Override
      public CompletionStage<Optional<String>> begin(
          Order order, PhoneCall phone, Leg leg, CallTransfer transfer) {
        var key = new CallOutId(order.tenant(), order.key());
        return answered.open(key, phone, leg, transfer, phone.call());
      }
    };
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
