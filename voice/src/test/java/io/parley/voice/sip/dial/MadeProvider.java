package io.parley.voice.sip.dial;

import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.ConnectionLimits;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.SipPortSettings;
import io.parley.voice.sip.transport.UserAgent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// A provider's end of a trunk on this machine: it answers INVITE as the test says, and everything
/// else with 200.
final class MadeProvider implements UserAgent, AutoCloseable {
  private final Function<Request, List<Response>> invited;
  private final SipPort port;
  final Queue<Request> requests = new ConcurrentLinkedQueue<>();

  /// @param invited responses to an INVITE, in order; none for silence
  MadeProvider(Function<Request, List<Response>> invited) throws IOException {
    this.invited = invited;
    port = port();
    port.start(this);
  }

  static SipPort port() throws IOException {
    var settings =
        new SipPortSettings(
            new InetSocketAddress(Sounds.HERE, 0),
            MessageLimits.DEFAULTS,
            TransactionTimes.DEFAULTS,
            100,
            ConnectionLimits.DEFAULTS,
            true,
            1_000);
    var refusals = new Refusals(new byte[32]);
    return new SipPort(settings, Optional.empty(), _ -> true, refusals, InstantSource.system());
  }

  /// As a trunk's host.
  String host() {
    return "127.0.0.1:" + port.address().getPort();
  }

  /// The request was sent to this provider's address.
  static Response with(Request request, int status) {
    int own = request.uri() instanceof SipUri uri ? uri.port() : 0;
    return Response.to(request, status)
        .tagged("p1")
        .with(HeaderType.CONTACT, new Address(SipUri.of("p", "127.0.0.1", own)));
  }

  static Response answered(Request request) {
    var description = Sounds.description(40_000, "0", "sendrecv");
    return with(request, 200).with(MediaType.SDP, Body.of(description));
  }

  List<String> methods() {
    return requests.stream()
        .map(Request::method)
        .filter(method -> !method.equals(Method.OPTIONS))
        .toList();
  }

  @Override
  public void take(Output<Peer> output) {
    if (!(output instanceof Output.Asked<Peer> asked)) return;
    requests.add(asked.request());
    var responses =
        asked.request().is(Method.INVITE)
            ? invited.apply(asked.request())
            : List.of(Response.to(asked.request(), 200));
    responses.forEach(response -> port.answer(asked.key(), response));
  }

  @Override
  public void close() throws IOException {
    port.close();
  }
}
