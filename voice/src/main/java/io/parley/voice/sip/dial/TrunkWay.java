package io.parley.voice.sip.dial;

import io.parley.core.transfer.TransferAddress;
import io.parley.voice.sip.call.TransferWay;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.trunk.Trunk;
import java.util.Optional;
import java.util.function.Supplier;

/// A call over a trunk: numbers are those of its host, and requests prove its password.
///
/// @param nonces random, another one each time
public record TrunkWay(Trunk trunk, Supplier<String> nonces) implements TransferWay {
  @Override
  public Optional<Address> dialled(TransferAddress.Phone number) {
    return trunk
        .target()
        .map(Trunk.Target::host)
        .map(host -> new Address(SipUri.of(number.text(), host.host(), host.port())));
  }

  @Override
  public Optional<CallEvent.Authorize> proof(Response challenge, Request request) {
    return trunk
        .account()
        .map(known -> new DigestClient(known.login(), known.password(), known.algorithms()))
        .flatMap(digest -> digest.answer(challenge, request, nonces.get()))
        .map(given -> new CallEvent.Authorize(given.header(), given.credentials()));
  }
}
