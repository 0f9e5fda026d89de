package io.parley.voice.sip.dial;

import io.parley.voice.rtp.RtpPacket;
import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.media.SoundOffer;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Valued;
import io.parley.voice.sip.message.Via;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.ConnectionLimits;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.SipPortSettings;
import io.parley.voice.sip.transport.UserAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A provider's end of a trunk on this machine: it answers INVITE as the test says, REFER with 202,
/// and everything else with 200.
final class MadeProvider implements UserAgent, AutoCloseable {
  private static final String TAG = "p1";
  private static final int SOUND = 40_000;
  private static final int SAMPLES = 160;

  private final Function<Request, List<Response>> invited;
  private final SipPort port;
  private final AtomicInteger sent = new AtomicInteger();
  final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  final Queue<Response> responses = new ConcurrentLinkedQueue<>();
  private volatile Peer caller;
  private volatile TransactionKey invite;

  /// @param invited responses to an INVITE, in order; none for silence
  MadeProvider(Function<Request, List<Response>> invited) throws IOException {
    this.invited = invited;
    port = port(TransactionTimes.DEFAULTS);
    port.start(this);
  }

  static SipPort port(TransactionTimes times) throws IOException {
    var settings =
        new SipPortSettings(
            new InetSocketAddress(Sounds.HERE, 0),
            MessageLimits.DEFAULTS,
            times,
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
        .tagged(TAG)
        .with(HeaderType.CONTACT, new Address(SipUri.of("p", "127.0.0.1", own)));
  }

  static Response answered(Request request) {
    return described(request, 200, SOUND);
  }

  /// @param port of the provider's sound
  static Response described(Request request, int status, int port) {
    var description = Sounds.description(port, "0", "sendrecv");
    return with(request, status).with(MediaType.SDP, Body.of(description));
  }

  /// Sound before the answer, by a response that is acknowledged (RFC 3262).
  static Response early(Request request) {
    return described(request, 183, SOUND)
        .with(HeaderType.REQUIRE, "100rel")
        .with(HeaderType.RSEQ, 1L);
  }

  /// Sends a packet of sound to the end that offers.
  static void sound(DatagramSocket from, Request invite, int sequence) {
    var offer = SoundOffer.parse(invite.body().text(), SoundOffer.LIMITS);
    var packet = new byte[RtpPacket.HEADER + SAMPLES];
    RtpPacket.writeHeader(packet, 0, false, 0, sequence, (long) sequence * SAMPLES, 7);
    try {
      from.send(new DatagramPacket(packet, packet.length, offer.to()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> methods() {
    return requests.stream()
        .map(Request::method)
        .filter(method -> !method.equals(Method.OPTIONS))
        .toList();
  }

  /// The first request of this kind.
  Request first(String method) {
    return requests.stream().filter(each -> each.is(method)).findFirst().orElseThrow();
  }

  /// A request of the provider within the call that ours belongs to.
  Request within(Request ours, String method) {
    int number = sent.incrementAndGet();
    var own = new HostPort("127.0.0.1", port.address().getPort());
    var us = ours.to().tag().isPresent() ? ours.to() : ours.to().withTag(TAG);
    var headers =
        Headers.NONE
            .with(HeaderType.VIA, Via.of("UDP", own, "z9hG4bKprovider" + number))
            .with(HeaderType.MAX_FORWARDS, 70L)
            .with(HeaderType.FROM, us)
            .with(HeaderType.TO, ours.from())
            .with(HeaderType.CALL_ID, ours.callId())
            .with(HeaderType.CSEQ, new CSeq(number, method))
            .with(HeaderType.CONTACT, new Address(SipUri.of("p", own.host(), own.port())));
    return new Request(method, ours.contact().orElseThrow().uri(), headers, Body.EMPTY);
  }

  void sends(Request request) {
    port.send(request, caller);
  }

  /// One more response to the INVITE.
  void responds(Response response) {
    port.answer(invite, response);
  }

  /// Tells how the call goes that a REFER has asked for.
  void reports(Request refer, int status) {
    var notify = within(refer, Method.NOTIFY);
    sends(
        notify
            .with(notify.headers().with(HeaderType.EVENT, new Valued<>("refer", Params.NONE)))
            .with(MediaType.SIPFRAG, Body.of("SIP/2.0 " + status + " Any\r\n")));
  }

  @Override
  public void take(Output<Peer> output) {
    if (output instanceof Output.Answered<Peer> answered) {
      responses.add(answered.response());
      answers.add(answered.response().status());
    }
    if (!(output instanceof Output.Asked<Peer> asked)) return;
    var request = asked.request();
    caller = asked.from();
    if (request.is(Method.INVITE)) invite = asked.key();
    requests.add(request);
    var responses =
        switch (request.method()) {
          case Method.INVITE -> invited.apply(request);
          case Method.REFER -> List.of(Response.to(request, 202));
          default -> List.of(Response.to(request, 200));
        };
    responses.forEach(response -> port.answer(asked.key(), response));
  }

  @Override
  public void close() throws IOException {
    port.close();
  }
}
