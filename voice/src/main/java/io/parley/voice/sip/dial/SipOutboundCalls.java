package io.parley.voice.sip.dial;

import io.parley.core.dial.CallOutId;
import io.parley.core.fault.Stages;
import io.parley.core.limit.RecentlyUsed;
import io.parley.core.transfer.TransferAddress;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk.Readiness;
import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.call.SipLeg;
import io.parley.voice.sip.call.WayBack;
import io.parley.voice.sip.dial.PlacedCall.Wanted;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Places calls over the trunks of SIP. An order is claimed before it is dialled, so that it is
/// dialled once; the course of a call goes to [io.parley.voice.telephony.ProviderReports] under
/// provider `sip`. Which numbers may be dialled is decided before. Thread safe: everything happens
/// in the port's thread.
public final class SipOutboundCalls implements OutboundCalls {
  private static final Logger LOG = LoggerFactory.getLogger(SipOutboundCalls.class);

  /// Calls that are over and remembered.
  private static final int OVER_MAX = 1_000;

  private final DialClaims claims;
  private final DialParts parts;
  private final Side side;

  /// Under way.
  private final Map<String, Ordered> calls = new HashMap<>();

  /// The last reports of calls that are over.
  private final Map<String, CallProgress> over = new RecentlyUsed<>(OVER_MAX);

  /// Our side of the calls.
  ///
  /// @param answered takes those that were answered; @param transfers hands their other ends over
  /// @param reports gets the course of each call
  /// @param shows whether the tenant still has the number that an order shows: without the trunk
  ///   that it came with, it would be shown over those of the configuration. Must not wait
  public record Side(
      AnsweredLegs answered,
      BiFunction<SipCall, PhoneCall, CallTransfer> transfers,
      ProviderReports reports,
      Predicate<Order> shows) {}

  public SipOutboundCalls(DialClaims claims, DialParts parts, Side side) {
    this.claims = claims;
    this.parts = parts;
    this.side = side;
  }

  @Override
  public CompletionStage<Placed> place(Order order) {
    OutboundCalls.requireNumber(order.from());
    OutboundCalls.requireNumber(order.to());
    return parts
        .inPort(() -> attemptsWithRoom(order))
        .thenCompose(_ -> claims.once(order, () -> parts.inPort(() -> dial(order))));
  }

  /// The load counts only before the order is claimed: a claimed one is never placed again.
  ///
  /// @throws TelephonyFailure if no call could go out now
  private Attempts attemptsWithRoom(Order order) {
    if (readiness(order) == Readiness.LOADED) throw failure(Category.UNAVAILABLE, "too many calls");
    return attempts(order);
  }

  private Readiness readiness(Order order) {
    return side.answered.readiness(phone(order, order.key()));
  }

  /// @throws TelephonyFailure if no call could go out now
  private Attempts attempts(Order order) {
    switch (readiness(order)) {
      case READY, LOADED -> {
        // somebody can talk with them
      }
      case DRAINING, NO_SPEECH, NOT_SERVED, NO_AGENT ->
          throw failure(Category.UNAVAILABLE, "no agent");
    }
    if (!side.shows.test(order)) throw failure(Category.REFUSED, "number");
    var ways = parts.trunks().forCallOut(order.tenant(), Optional.of(order.from()));
    var attempts = Attempts.of(ways, order.to());
    if (attempts.first().isEmpty()) throw failure(Category.UNAVAILABLE, "no trunk");
    return attempts;
  }

  private String dial(Order order) {
    var attempts = attempts(order);
    var id = parts.port().seeds().get();
    var ordered = new Ordered(order, phone(order, id), attempts);
    calls.put(id, ordered);
    ordered.placed.begin();
    return id;
  }

  /// @param call its id
  private static PhoneCall phone(Order order, String call) {
    return new PhoneCall(
        PlacedCall.PROVIDER,
        call,
        order.tenant(),
        order.agent(),
        order.language(),
        order.to(),
        order.from());
  }

  /// A call to somebody whom an agent is to talk with.
  private final class Ordered implements Taker {
    private final Order order;
    private final PhoneCall phone;
    private final PlacedCall placed;
    private Optional<CallTransfer> transfer = Optional.empty();

    Ordered(Order order, PhoneCall phone, Attempts attempts) {
      this.order = order;
      this.phone = phone;
      var wanted = new Wanted(Optional.of(order.from()), order.ring());
      placed = new PlacedCall(phone.call(), wanted, attempts, parts, this);
    }

    @Override
    public void answered(SipCall call, SipLeg leg) {
      var handsOver = side.transfers.apply(call, phone);
      transfer = Optional.of(handsOver);
      call.comesBack(WayBack.to(order.from()));
      side.answered
          .begin(order, phone, leg, handsOver)
          .whenComplete(
              (_, failure) -> {
                if (failure == null) return;
                LOG.warn("a call out was answered and cannot begin", Stages.cause(failure));
                leg.close();
              });
    }

    /// One that is over is remembered for a while: its last report may be missed.
    @Override
    public void went(CallProgress progress) {
      if (progress.status().isFinal()) {
        calls.remove(phone.call());
        over.put(phone.call(), progress);
      }
      side.reports.call(progress.of(new CallOutId(order.tenant(), order.key())));
    }
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    return parts.inPort(
        () -> {
          if (isElsewhere(call)) parts.port().elsewhere().hangUp(call);
          else known(call).placed.hangUp();
          return null;
        });
  }

  /// Of a call that another node has placed, and goes on with, it is only known that it was placed.
  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    return parts.inPort(
        () ->
            Optional.ofNullable(calls.get(call))
                .flatMap(ordered -> ordered.placed.progress())
                .or(() -> Optional.ofNullable(over.get(call)))
                .or(() -> elsewhere(call)));
  }

  private Optional<CallProgress> elsewhere(String call) {
    return isElsewhere(call)
        ? Optional.of(
            new CallProgress(
                PlacedCall.PROVIDER, call, Status.INITIATED, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  /// The trunk decides which number is shown.
  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    var to = new TransferAddress.Phone(number);
    return parts
        .inPort(() -> known(call).transfer.orElseThrow(SipOutboundCalls::refused))
        .thenCompose(transfer -> transfer.handOver(to));
  }

  /// @throws TelephonyFailure if it is over, or of another node
  private Ordered known(String call) {
    var known = calls.get(call);
    if (known != null) return known;
    throw isElsewhere(call) ? failure(Category.UNAVAILABLE, "another node") : refused();
  }

  private boolean isElsewhere(String call) {
    return !calls.containsKey(call) && parts.port().elsewhere().has(call);
  }

  private static TelephonyFailure refused() {
    return failure(Category.REFUSED, "");
  }

  private static TelephonyFailure failure(Category category, String code) {
    return new TelephonyFailure(PlacedCall.PROVIDER, category, false, code, null);
  }
}
