package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.message.Valued;
import io.parley.voice.sip.message.Via;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transaction.TransactionLayer;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/// A port without sockets under manual time, with its calls: what went out is a list such as `200
/// to 1 INVITE` and `BYE to 192.0.2.7:5060`. The other end is the test, `alice` at 192.0.2.7.
final class PlayedPort implements Wire {
  static final Peer ALICE = peer("192.0.2.7", 5_060);
  private static final Address FROM = new Address(Uri.of("sip:+4930111@a.example")).withTag("a1");
  private static final String CALL_ID = "c1@a.example";

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> did = new ArrayList<>();
  private final List<Response> responses = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final AtomicInteger seeds = new AtomicInteger();
  private final SipCalls calls;
  private final Handover handover;
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private int branches;

  /// Of the only node.
  PlayedPort(IncomingCalls incoming) {
    this(incoming, new NoNodes(), "seed%d"::formatted);
  }

  /// @param others of its cluster; @param seed of the call with that number, from 1
  PlayedPort(IncomingCalls incoming, OtherNodes others, IntFunction<String> seed) {
    var refusals = new Refusals(new byte[32]);
    handover = new Handover(this, others, refusals);
    calls =
        new SipCalls(
            handover,
            new SipCalls.Parts(
                (peer, own) -> end(peer, own),
                () -> seed.apply(seeds.incrementAndGet()),
                incoming,
                new Hops(address -> address.getHostAddress().startsWith("192.0.2.")),
                refusals,
                output -> did.add("others " + output.getClass().getSimpleName()),
                this::now));
    handover.lead(calls);
  }

  private static final class NoNodes implements OtherNodes {
    @Override
    public int own() {
      return 1;
    }

    @Override
    public boolean has(int node) {
      return false;
    }

    @Override
    public CompletionStage<Void> hand(int node, Optional<TransactionKey> key, Request request) {
      throw new AssertionError("there is no other node");
    }

    @Override
    public void answer(int node, TransactionKey key, Response response) {
      throw new AssertionError("there is no other node");
    }
  }

  static Peer peer(String address, int port) {
    return Peer.udp(new InetSocketAddress(InetAddress.ofLiteral(address), port));
  }

  private static LocalEnd end(Peer peer, String seed) {
    return new OwnEnd(InetAddress.ofLiteral("192.0.2.1"), Optional.empty())
        .of(peer, 5_062, seed, TransactionTimes.DEFAULTS);
  }

  SipCalls calls() {
    return calls;
  }

  Handover handover() {
    return handover;
  }

  Instant now() {
    return now;
  }

  @Override
  public void answer(TransactionKey key, Response response) {
    did.add(response.status() + " to " + response.cseq());
    responses.add(response);
  }

  @Override
  public void send(Request request, Peer to) {
    var address = to.address();
    did.add(
        "%s to %s:%d"
            .formatted(request.method(), address.getAddress().getHostAddress(), address.getPort()));
    requests.add(request);
  }

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(task);
  }

  private void run() {
    for (var task = next(); task != null; task = next()) task.run();
  }

  private synchronized Runnable next() {
    return tasks.poll();
  }

  /// Output, and messages to the calls, since the last time.
  List<String> did() {
    run();
    var all = List.copyOf(did);
    did.clear();
    return all;
  }

  void told(CallNews news) {
    did.add(
        news instanceof CallNews.Ended ended
            ? "ended " + ended.cause()
            : "told " + news.getClass().getSimpleName());
  }

  Response lastResponse() {
    run();
    return responses.getLast();
  }

  Request lastRequest() {
    run();
    return requests.getLast();
  }

  /// Lets time pass.
  PlayedPort pass(Duration time) {
    run();
    var until = now.plus(time);
    while (!calls.due().isAfter(until)) {
      now = calls.due().isAfter(now) ? calls.due() : now;
      calls.passed(now);
      run();
    }
    now = until;
    return this;
  }

  /// A request of alice, with a branch of its own.
  ///
  /// @param tag of our end; empty before there is one
  Request request(String method, int number, String tag) {
    return request(method, number, tag, "z9hG4bK" + ++branches);
  }

  Request request(String method, int number, String tag, String branch) {
    var to = new Address(Uri.of("sip:4930222@b.example"));
    return new Request(
        method,
        Uri.of("sip:4930222@b.example"),
        Headers.NONE
            .with(HeaderType.VIA, Via.of("UDP", new HostPort("192.0.2.7", 5_060), branch))
            .with(HeaderType.MAX_FORWARDS, 70L)
            .with(HeaderType.FROM, FROM)
            .with(HeaderType.TO, tag.isEmpty() ? to : to.withTag(tag))
            .with(HeaderType.CALL_ID, CALL_ID)
            .with(HeaderType.CSEQ, new CSeq(number, method))
            .with(HeaderType.CONTACT, new Address(Uri.of("sip:alice@192.0.2.7:5070"))),
        Body.EMPTY);
  }

  Request invite(String description) {
    return request(Method.INVITE, 1, "", "z9hG4bKinvite").with(MediaType.SDP, Body.of(description));
  }

  /// How alice's call to somebody else goes.
  Request report(int number, String tag, int status) {
    var notify = request(Method.NOTIFY, number, tag);
    return notify
        .with(notify.headers().with(HeaderType.EVENT, new Valued<>("refer", Params.NONE)))
        .with(MediaType.SIPFRAG, Body.of("SIP/2.0 " + status + " Any\r\n"));
  }

  PlayedPort takes(Request request) {
    return takes(request, ALICE);
  }

  PlayedPort takes(Request request, Peer from) {
    if (request.is(Method.ACK)) handover.take(new Output.Acknowledged<>(request, from));
    else handover.take(new Output.Asked<>(key(request), request, from, cancelled(request)));
    run();
    return this;
  }

  private static Optional<TransactionKey> cancelled(Request request) {
    return request.is(Method.CANCEL)
        ? Optional.of(new TransactionKey(true, branch(request), "192.0.2.7:5060", Method.INVITE))
        : Optional.empty();
  }

  private static TransactionKey key(Request request) {
    return new TransactionKey(true, branch(request), "192.0.2.7:5060", request.method());
  }

  private static String branch(Request request) {
    return request.topVia().branch().orElseThrow();
  }

  /// A response of alice to our last request.
  PlayedPort answers(int status, String description) {
    return answers(status, response -> response.with(MediaType.SDP, Body.of(description)));
  }

  PlayedPort answers(int status, UnaryOperator<Response> with) {
    var request = lastRequest();
    var response =
        with.apply(
            Response.to(request, status)
                .tagged("a1")
                .with(HeaderType.CONTACT, new Address(Uri.of("sip:alice@192.0.2.7:5070"))));
    calls.take(
        new Output.Answered<>(Optional.of(TransactionLayer.keyOf(request)), response, ALICE));
    run();
    return this;
  }

  PlayedPort lost() {
    calls.take(new Output.TimedOut<>(TransactionLayer.keyOf(lastRequest())));
    run();
    return this;
  }
}
