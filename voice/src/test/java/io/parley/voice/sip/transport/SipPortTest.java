package io.parley.voice.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.TortureMessage;
import io.parley.voice.sip.message.Via;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SipPortTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final Refusals REFUSALS = new Refusals(new byte[32]);

  private final Queue<Output<Peer>> taken = new ConcurrentLinkedQueue<>();
  private volatile boolean isTrunk;
  private volatile boolean isOfCall;
  private boolean answersStrangers = true;
  private volatile Consumer<Output<Peer>> agent = taken::add;
  private volatile Instant due = Transaction.NEVER;
  private volatile Runnable whenPassed = () -> {};
  private SipPort port;
  private DatagramSocket socket;

  @BeforeEach
  void open() throws IOException {
    port = port(10_000);
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  private SipPort port(int rate) throws IOException {
    var settings =
        new SipPortSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            MessageLimits.DEFAULTS,
            TransactionTimes.DEFAULTS,
            100,
            ConnectionLimits.DEFAULTS,
            answersStrangers,
            rate);
    var made =
        new SipPort(settings, Optional.empty(), _ -> isTrunk, REFUSALS, InstantSource.system());
    made.start(new Agent());
    return made;
  }

  private final class Agent implements UserAgent {
    @Override
    public void take(Output<Peer> output) {
      agent.accept(output);
    }

    @Override
    public boolean mayComeFrom(Request request, InetAddress address) {
      return isOfCall;
    }

    @Override
    public Instant due() {
      return due;
    }

    @Override
    public void passed(Instant at) {
      if (at.isBefore(due)) return;
      due = Transaction.NEVER;
      whenPassed.run();
    }
  }

  @AfterEach
  void close() throws IOException {
    port.close();
    socket.close();
  }

  private static Request request(String method, String branch) {
    var request = Requests.of(method, 1, branch);
    return request.with(request.headers().plus("Subject", "x".repeat(300)));
  }

  private void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, port.address()));
  }

  private Response receive() throws IOException {
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    return response(packet.getData(), packet.getLength());
  }

  private static Response response(byte[] bytes, int length) {
    var parsed = new MessageParser(MessageLimits.DEFAULTS).datagram(bytes, length).orElseThrow();
    return (Response) ((Parsed.Whole) parsed).message();
  }

  private Response answer(Request request) throws IOException {
    send(MessageWriter.bytes(request));
    return receive();
  }

  @Test
  void options_are_answered_to_the_port_that_they_came_from() throws IOException {
    var response = answer(request(Method.OPTIONS, "z9hG4bK1"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().has(HeaderType.ALLOW, Method.INVITE)).isTrue();
    assertThat(response.to().tag()).isPresent();
    assertThat(response.topVia().params().value("received")).contains("127.0.0.1");
    assertThat(response.topVia().params().number("rport")).contains(socket.getLocalPort());
  }

  @Test
  void after_each_message_of_the_rfcs_options_are_answered() throws IOException {
    int number = 0;
    for (var message : TortureMessage.all()) {
      send(message.bytes());
      var branch = "z9hG4bKafter" + number++;
      send(MessageWriter.bytes(request(Method.OPTIONS, branch)));
      Response response;
      do response = receive();
      while (response.topVia().branch().filter(branch::equals).isEmpty());
      assertThat(response.status()).as("after %s", message).isEqualTo(200);
    }
    assertThat(port.troubles()).isZero();
  }

  @Test
  void an_unknown_peer_is_refused_once_and_the_agent_knows_nothing_of_it() throws IOException {
    assertThat(answer(request(Method.INVITE, "z9hG4bK1")).status()).isEqualTo(403);
    assertThat(answer(request(Method.BYE, "z9hG4bK2")).status()).isEqualTo(481);
    assertThat(answer(request("REGISTER", "z9hG4bK3")).status()).isEqualTo(405);
    assertThat(answer(request("DANCE", "z9hG4bK4")).status()).isEqualTo(501);
    send(MessageWriter.bytes(request(Method.ACK, "z9hG4bK5")));
    assertThat(answer(request(Method.OPTIONS, "z9hG4bK6")).status()).isEqualTo(200);
    assertThat(taken).isEmpty();
  }

  @Test
  void requests_of_a_call_are_taken_from_another_address_of_its_end_that_is_no_trunks()
      throws IOException {
    isOfCall = true;
    send(MessageWriter.bytes(request(Method.ACK, "z9hG4bK1")));
    send(MessageWriter.bytes(request(Method.BYE, "z9hG4bK2")));
    await().until(() -> taken.size() == 2);
    assertThat(taken.poll()).isInstanceOf(Output.Acknowledged.class);
    assertThat(taken.poll()).isInstanceOf(Output.Asked.class);
  }

  @Test
  void an_unknown_peer_never_gets_more_bytes_than_it_sent() throws IOException {
    var small =
        "OPTIONS sip:a SIP/2.0\r\nv:SIP/2.0/UDP a;rport;branch=z9hG4bKs\r\nf:<sip:a>;tag=1\r\nt:<sip:a>\r\ni:1\r\nCSeq:1 OPTIONS\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8);
    send(small);
    await().until(() -> port.dropped() == 1);
    var request = MessageWriter.bytes(request(Method.OPTIONS, "z9hG4bK1"));
    send(request);
    assertThat(MessageWriter.bytes(receive()).length).isLessThanOrEqualTo(request.length);
  }

  @Test
  void beyond_its_rate_an_unknown_peer_is_not_answered() throws IOException {
    port.close();
    port = port(1);
    for (int i = 0; i < 30; i++) send(MessageWriter.bytes(request(Method.OPTIONS, "z9hG4bK" + i)));
    await().until(() -> port.dropped() >= 10);
    isTrunk = true;
    agent = this::accept;
    var branch = "z9hG4bKtrunk";
    send(MessageWriter.bytes(request(Method.OPTIONS, branch)));
    Response response;
    do response = receive();
    while (response.topVia().branch().filter(branch::equals).isEmpty());
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void strangers_get_nothing_where_that_is_wanted() throws IOException {
    port.close();
    answersStrangers = false;
    port = port(10_000);
    send(MessageWriter.bytes(request(Method.OPTIONS, "z9hG4bK1")));
    await().until(() -> port.dropped() == 1);
  }

  @Test
  void the_agents_timers_are_those_of_the_ports_thread() throws IOException {
    var passed = new CompletableFuture<Thread>();
    port.close();
    agent =
        _ -> {
          throw new IllegalStateException("no message comes");
        };
    due = Instant.now().plusMillis(50);
    whenPassed = () -> passed.complete(Thread.currentThread());
    port = port(10_000);
    assertThat(passed.join().getName()).isEqualTo("sip-port");
  }

  private void accept(Output<Peer> output) {
    taken.add(output);
    if (output instanceof Output.Asked<Peer> asked)
      port.answer(asked.key(), REFUSALS.to(asked.request(), 480));
  }

  @Test
  void a_trunks_call_is_asked_once_and_its_refusal_repeated_until_acknowledged()
      throws IOException {
    isTrunk = true;
    agent = this::accept;
    var invite = request(Method.INVITE, "z9hG4bK1");
    assertThat(answer(invite).status()).isEqualTo(480);
    assertThat(receive().status()).as("repeated").isEqualTo(480);
    send(MessageWriter.bytes(request(Method.ACK, "z9hG4bK1")));
    assertThat(answer(request(Method.OPTIONS, "z9hG4bK2")).status()).isEqualTo(200);
    assertThat(taken).filteredOn(Output.Asked.class::isInstance).hasSize(2);
  }

  @Test
  void an_error_of_our_side_is_answered_and_ends_nothing_else() throws IOException {
    isTrunk = true;
    agent =
        _ -> {
          throw new StackOverflowError("made by the test");
        };
    assertThat(answer(request(Method.INFO, "z9hG4bK1")).status()).isEqualTo(500);
    agent = this::accept;
    assertThat(answer(request(Method.OPTIONS, "z9hG4bK2")).status()).isEqualTo(200);
    assertThat(port.troubles()).isEqualTo(1);
  }

  @Test
  void a_request_of_ours_is_answered() throws IOException {
    isTrunk = true;
    var peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    var options = Requests.of(Method.OPTIONS, 1, "z9hG4bKours");
    var via =
        Via.of("UDP", HostPort.ofAddress("127.0.0.1", port.address().getPort()), "z9hG4bKours");
    var sent = options.with(options.headers().with(HeaderType.VIA, via));
    port.send(sent, Peer.udp(peer));
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    send(MessageWriter.bytes(Response.to(sent, 200)));
    await()
        .until(
            () ->
                taken.stream()
                    .anyMatch(
                        output ->
                            output instanceof Output.Answered<Peer> answered
                                && answered.response().status() == 200));
  }

  @Test
  void over_tcp_messages_follow_each_other_pings_are_answered_and_nonsense_ends_the_connection()
      throws IOException {
    try (var stream = new Socket(port.address().getAddress(), port.address().getPort())) {
      stream.setSoTimeout(PATIENCE_MILLIS);
      var out = stream.getOutputStream();
      var in = stream.getInputStream();
      out.write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(in.readNBytes(2)).isEqualTo(new byte[] {'\r', '\n'});
      for (var branch : List.of("z9hG4bK1", "z9hG4bK2"))
        out.write(MessageWriter.bytes(request(Method.OPTIONS, branch)));
      out.write("BYE sip:a SIP/2.0\r\nv:SIP/2.0/TCP a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text.split("SIP/2.0 200 OK", -1)).hasSize(3);
      assertThat(text).contains("SIP/2.0 400 Bad Request");
    }
    assertThat(answer(request(Method.OPTIONS, "z9hG4bK3")).status()).isEqualTo(200);
  }
}
