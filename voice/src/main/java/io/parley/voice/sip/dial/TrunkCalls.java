package io.parley.voice.sip.dial;

import io.parley.voice.sip.call.CallListener;
import io.parley.voice.sip.call.IncomingCalls;
import io.parley.voice.sip.call.LeftCall;
import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.Trunks;
import java.time.Duration;
import java.util.Optional;

/// Counts the calls that come over a trunk: one too many gets 503 with `Retry-After`, before anyone
/// looks at it.
public final class TrunkCalls implements IncomingCalls {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int UNAVAILABLE = 503;

  private final Trunks trunks;
  private final IncomingCalls next;

  /// @param next decides on the others
  public TrunkCalls(Trunks trunks, IncomingCalls next) {
    this.trunks = trunks;
    this.next = next;
  }

  @Override
  public Decision incoming(SipCall call, Request invite, Peer from) {
    var trunk = trunks.of(from.address().getAddress(), invite);
    if (trunk.isEmpty()) return next.incoming(call, invite, from);
    over(call, trunk.get(), domain(trunk.get(), invite));
    return trunks.beginsIn(trunk.get())
        ? counted(trunk.get(), next.incoming(call, invite, from))
        : new Decision.Refused(new CallEvent.Refuse(UNAVAILABLE, SOON));
  }

  /// Lets a call that another node has left go on over the trunk of the same name, which counts it.
  ///
  /// @return empty when there is no such trunk, or the call is one too many
  public Optional<CallListener> goesOver(SipCall call, LeftCall left, CallListener listener) {
    if (left.trunk().isEmpty()) return Optional.of(listener);
    var trunk = trunks.table().named(left.trunk().get());
    if (trunk.filter(trunks::goesOn).isEmpty()) return Optional.empty();
    over(call, trunk.get(), left.domain());
    return Optional.of(counting(trunk.get(), listener));
  }

  private void over(SipCall call, Trunk trunk, Optional<HostPort> domain) {
    call.comesOver(trunk.name());
    overOwn(call, trunk, trunks);
    domain.ifPresent(where -> call.over(where, trunk.account().map(Trunk.Account::digest)));
  }

  /// Tells a call so if its trunk is one that an organisation has brought.
  static void overOwn(SipCall call, Trunk trunk, Trunks trunks) {
    if (trunk.own().isPresent())
      call.overOwnTrunk(address -> trunks.isOfOrganisation(trunk, address));
  }

  /// Where numbers are dialled at a trunk's other end; one without a host names its own.
  private static Optional<HostPort> domain(Trunk trunk, Request invite) {
    return trunk
        .target()
        .map(Trunk.Target::host)
        .or(
            () ->
                invite.from().uri() instanceof SipUri uri
                    ? Optional.of(new HostPort(uri.host(), uri.port()))
                    : Optional.empty());
  }

  private Decision counted(Trunk trunk, Decision decision) {
    return switch (decision) {
      case Decision.Taken(var listener) -> new Decision.Taken(counting(trunk, listener));
      case Decision.Refused refused -> {
        trunks.ended(trunk);
        yield refused;
      }
    };
  }

  private CallListener counting(Trunk trunk, CallListener listener) {
    return (call, news) -> {
      if (news instanceof CallNews.Ended) trunks.ended(trunk);
      listener.told(call, news);
    };
  }
}
