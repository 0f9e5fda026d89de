package io.parley.voice.sip.trunk;

import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Strangers;
import java.net.InetAddress;
import java.time.Instant;
import java.util.function.Supplier;

/// Requests over trunks of organisations: they are proved by the user that they ask for, which only
/// the registrar knows, and by the address of its host. Every other request of such an address that
/// begins something is a stranger's; those within calls are not asked about here. For the port's
/// thread.
///
/// @param others decides on all others
public record OwnCallers(Supplier<Trunks> trunks, Strangers others) implements Strangers {
  @Override
  public boolean canProve() {
    return others.canProve();
  }

  /// Answers to registrations come from these addresses.
  @Override
  public boolean isCalled(InetAddress address) {
    return trunks.get().isOfOrganisation(address) || others.isCalled(address);
  }

  @Override
  public Verdict judge(Request request, Peer from, boolean isWithin, Instant at) {
    boolean isOwn =
        !request.is(Method.REGISTER)
            && trunks.get().ofOrganisation(from.address().getAddress(), request).isPresent();
    return isOwn
        ? new Verdict.Proved(request.with(request.headers().without(HeaderType.AUTHORIZATION)))
        : others.judge(request, from, isWithin, at);
  }
}
