package io.parley.voice.sip.dial;

import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.dial.PlacedCall.Wanted;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.DialClaims.Claim;
import io.parley.voice.telephony.OutboundCalls;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/// Hands calls by SIP over. Blind: the other end is asked to call the target (REFER). Attended: the
/// target is called over the trunks or, as a `sip:` address of no trunk, directly; once for each
/// order, on all nodes. Thread safe.
public final class SipTransfers {
  /// No agent has this name.
  private static final String NOBODY = "-";

  /// Which telephones show, and networks take.
  private static final String NUMBER = "\\+?[0-9]{3,15}";

  private final DialClaims claims;
  private final DialParts parts;
  private final Duration patience;

  /// @param patience for the last report of a blind transfer
  public SipTransfers(DialClaims claims, DialParts parts, Duration patience) {
    this.claims = claims;
    this.parts = parts;
    this.patience = patience;
  }

  /// Of one call.
  public CallTransfer of(SipCall call, PhoneCall phone) {
    return new OfCall(call, phone);
  }

  private final class OfCall implements CallTransfer {
    private final SipCall call;
    private final PhoneCall phone;

    OfCall(SipCall call, PhoneCall phone) {
      this.call = call;
      this.phone = phone;
    }

    @Override
    public boolean isPossible() {
      return true;
    }

    /// A telephone that calls without a trunk dials no numbers for us.
    @Override
    public boolean may(TransferMode mode, TransferAddress to) {
      return switch (to) {
        case TransferAddress.Sip _ -> true;
        case TransferAddress.Phone _ ->
            switch (mode) {
              case BLIND -> call.domain().isPresent();
              case ATTENDED -> trunks(phone.tenant()).anyMatch(trunk -> trunk.target().isPresent());
            };
      };
    }

    @Override
    public CompletionStage<Void> handOver(TransferAddress to) {
      var target =
          switch (to) {
            case TransferAddress.Phone(var number) -> number(number);
            case TransferAddress.Sip(var text) -> Uri.of(text);
          };
      return call.transfer(new Address(target), patience);
    }

    private SipUri number(String number) {
      var domain = call.domain().orElseThrow();
      return SipUri.of(number, domain.host(), domain.port());
    }

    @Override
    public Colleague call(TransferOrder order, Duration ring) {
      var colleague = new CalledColleague(parts);
      // the number that the caller has dialled
      var from = Optional.of(phone.number()).filter(number -> number.matches(NUMBER));
      claims
          .claim(order(order, ring))
          .thenCompose(
              claim ->
                  claim == Claim.FIRST
                      ? attempts(phone.tenant(), order.address(), from)
                      : CompletableFuture.failedStage(new NotReached(Reason.FAILED)))
          .whenComplete(
              (attempts, failure) -> {
                if (failure == null)
                  colleague.dial(attempts, new Wanted(from.filter(_ -> mayShow(attempts)), ring));
                else colleague.failed(failure);
              });
      return colleague;
    }

    /// The number of a call over an organisation's trunk is shown over its trunks alone: its
    /// provider may name any.
    private boolean mayShow(Attempts attempts) {
      return !call.isOverOwnTrunk()
          || attempts.first().flatMap(Attempts.Attempt::trunk).flatMap(Trunk::own).isPresent();
    }

    private OutboundCalls.Order order(TransferOrder order, Duration ring) {
      return new OutboundCalls.Order(
          phone.tenant(),
          order.key(),
          phone.number(),
          order.address().text(),
          Optional.of(NOBODY),
          Optional.empty(),
          ring);
    }
  }

  private Stream<Trunk> trunks(TenantId tenant) {
    return parts.trunks().forCallsOut(tenant).stream();
  }

  private CompletionStage<Attempts> attempts(
      TenantId tenant, TransferAddress to, Optional<String> from) {
    return switch (to) {
      case TransferAddress.Phone(var number) ->
          parts.inPort(() -> Attempts.of(parts.trunks().forCallOut(tenant, from), number));
      case TransferAddress.Sip(var text) -> attempts(tenant, (SipUri) Uri.of(text));
    };
  }

  /// A target at the host of one of the tenant's trunks is called over that trunk, with its
  /// credentials and limits.
  private CompletionStage<Attempts> attempts(TenantId tenant, SipUri target) {
    if (trunks(tenant).anyMatch(trunk -> isAt(trunk, target)))
      return parts.inPort(
          () ->
              Attempts.of(
                  parts.trunks().forCallOut(tenant, Optional.empty()).stream()
                      .filter(way -> isAt(way.trunk(), target))
                      .toList(),
                  target.userText()));
    var query = new Locating.Query(new HostPort(target.host(), target.port()), transport(target));
    return parts
        .locator()
        .locate(query, Level.INFO)
        .thenApply(peers -> Attempts.direct(target, peers));
  }

  private static boolean isAt(Trunk trunk, SipUri target) {
    var host = trunk.target().map(Trunk.Target::host);
    return host.filter(own -> own.host().equalsIgnoreCase(target.host()))
        .filter(own -> own.port() == target.port())
        .isPresent();
  }

  private static Optional<Transport> transport(SipUri target) {
    return target.isSecure()
        ? Optional.of(Transport.TLS)
        : target
            .params()
            .value("transport")
            .map(name -> Transport.valueOf(name.toUpperCase(Locale.ROOT)));
  }
}
