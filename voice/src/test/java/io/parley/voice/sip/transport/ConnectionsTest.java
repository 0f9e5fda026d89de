package io.parley.voice.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.remote.ServerDouble;
import io.parley.voice.remote.SocketDouble;
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
import io.parley.voice.sip.message.Via;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections of ours and of others, over TCP and TLS, between two ports, and WebSockets of ours.
class ConnectionsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final int PATIENCE_MILLIS = 60_000;

  @TempDir static Path directory;
  private static MadeCertificate certificate;

  private final List<SipPort> ports = new ArrayList<>();
  private final Queue<Peer> askers = new ConcurrentLinkedQueue<>();
  private final Queue<Output<Peer>> taken = new ConcurrentLinkedQueue<>();
  private int number;

  @BeforeAll
  static void make() throws Exception {
    certificate = new MadeCertificate(directory);
  }

  @AfterEach
  void close() throws IOException {
    for (var port : ports) port.close();
  }

  private SipPort port(Optional<TlsEnds> tls, UserAgent agent, ConnectionLimits limits)
      throws IOException {
    var settings =
        new SipPortSettings(
            new InetSocketAddress(HERE, 0),
            MessageLimits.DEFAULTS,
            TransactionTimes.DEFAULTS,
            100,
            limits,
            true,
            1_000);
    var refusals = new Refusals(new byte[32]);
    var port = new SipPort(settings, tls, _ -> true, refusals, InstantSource.system());
    ports.add(port);
    port.start(agent);
    return port;
  }

  /// Answers everything with 200.
  private SipPort answering(ConnectionLimits limits) throws IOException {
    var listener =
        certificate.ends(Optional.of(new InetSocketAddress(HERE, 0)), certificate.context());
    var agent = new Answering();
    agent.port = port(Optional.of(listener), agent, limits);
    return agent.port;
  }

  private final class Answering implements UserAgent {
    private volatile SipPort port;

    @Override
    public void take(Output<Peer> output) {
      if (!(output instanceof Output.Asked<Peer> asked)) return;
      askers.add(asked.from());
      port.answer(asked.key(), Response.to(asked.request(), 200));
    }
  }

  private SipPort asking(SSLContext trust) throws IOException {
    return port(
        Optional.of(certificate.ends(Optional.empty(), trust)),
        taken::add,
        ConnectionLimits.DEFAULTS);
  }

  private Request options(SipPort from, String transport) {
    var branch = "z9hG4bK" + ++number;
    var request = Requests.of(Method.OPTIONS, number, branch);
    var sentBy = HostPort.ofAddress("127.0.0.1", from.address().getPort());
    return request.with(request.headers().with(HeaderType.VIA, Via.of(transport, sentBy, branch)));
  }

  private long answers() {
    return taken.stream()
        .filter(
            output ->
                output instanceof Output.Answered<Peer> answered
                    && answered.response().status() == 200)
        .count();
  }

  private void awaitUnreachable() {
    await().until(() -> taken.stream().anyMatch(Output.Unreachable.class::isInstance));
  }

  @Test
  void a_connection_of_ours_is_opened_when_it_is_needed_and_kept() throws IOException {
    var to = Peer.to(answering(ConnectionLimits.DEFAULTS).address(), Transport.TCP, "");
    var from = asking(certificate.context());
    for (int i = 1; i <= 3; i++) {
      from.send(options(from, "TCP"), to);
      int count = i;
      await().until(() -> answers() == count);
    }
    assertThat(askers).hasSize(3).allMatch(askers.peek()::equals);
  }

  @Test
  void over_tls_a_certificate_for_the_domain_is_needed() throws IOException {
    var secure = answering(ConnectionLimits.DEFAULTS).secureAddress().orElseThrow();
    var from = asking(certificate.context());
    from.send(options(from, "TLS"), Peer.to(secure, Transport.TLS, MadeCertificate.DOMAIN));
    await().until(() -> answers() == 1);
    from.send(options(from, "TLS"), Peer.to(secure, Transport.TLS, "127.0.0.1"));
    await().until(() -> answers() == 2);
    assertThat(askers).hasSize(2).doesNotHaveDuplicates();
    from.send(options(from, "TLS"), Peer.to(secure, Transport.TLS, "other.example"));
    awaitUnreachable();
    assertThat(askers).hasSize(2);
  }

  @Test
  void over_tls_a_certificate_that_nobody_trusts_is_refused() throws Exception {
    var secure = answering(ConnectionLimits.DEFAULTS).secureAddress().orElseThrow();
    var from = asking(SSLContext.getDefault());
    from.send(options(from, "TLS"), Peer.to(secure, Transport.TLS, MadeCertificate.DOMAIN));
    awaitUnreachable();
    assertThat(askers).isEmpty();
  }

  @Test
  void large_messages_pass_over_tls() throws IOException {
    var secure = answering(ConnectionLimits.DEFAULTS).secureAddress().orElseThrow();
    var from = asking(certificate.context());
    var to = Peer.to(secure, Transport.TLS, MadeCertificate.DOMAIN);
    for (int i = 0; i < 20; i++) {
      var large = options(from, "TLS");
      for (int line = 0; line < 4; line++)
        large = large.with(large.headers().plus("Subject", "x".repeat(7_000)));
      from.send(large, to);
    }
    await().until(() -> answers() == 20);
  }

  @Test
  void nonsense_instead_of_a_handshake_ends_that_connection_alone() throws IOException {
    var secure = answering(ConnectionLimits.DEFAULTS).secureAddress().orElseThrow();
    try (var stream = new Socket(HERE, secure.getPort())) {
      stream.setSoTimeout(PATIENCE_MILLIS);
      stream
          .getOutputStream()
          .write("OPTIONS sip:a SIP/2.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      stream.getInputStream().readAllBytes();
    }
    var from = asking(certificate.context());
    from.send(options(from, "TLS"), Peer.to(secure, Transport.TLS, MadeCertificate.DOMAIN));
    await().until(() -> answers() == 1);
  }

  @Test
  void nobody_at_the_other_end_is_known_at_once() throws IOException {
    InetSocketAddress gone;
    try (var socket = new ServerSocket(0, 1, HERE)) {
      gone = new InetSocketAddress(HERE, socket.getLocalPort());
    }
    var from = asking(certificate.context());
    from.send(options(from, "TCP"), Peer.to(gone, Transport.TCP, ""));
    awaitUnreachable();
  }

  @Test
  void a_request_fails_when_its_connection_ends_and_the_next_one_opens_another()
      throws IOException {
    var from = asking(certificate.context());
    try (var server = new ServerSocket(0, 1, HERE)) {
      var to = Peer.to((InetSocketAddress) server.getLocalSocketAddress(), Transport.TCP, "");
      from.send(options(from, "TCP"), to);
      try (var first = server.accept()) {
        assertThat(first.getInputStream().read()).isEqualTo('O');
      }
      awaitUnreachable();
      from.send(options(from, "TCP"), to);
      try (var second = server.accept()) {
        assertThat(second.getInputStream().read()).isEqualTo('O');
      }
    }
  }

  @Test
  void an_address_may_open_so_many_connections_at_once() throws IOException {
    var limits =
        new ConnectionLimits(
            10, 2, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    var to = answering(limits).address();
    try (var one = new Socket(to.getAddress(), to.getPort());
        var other = new Socket(to.getAddress(), to.getPort())) {
      ask(one);
      ask(other);
      try (var third = new Socket(to.getAddress(), to.getPort())) {
        third.setSoTimeout(PATIENCE_MILLIS);
        assertThat(third.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private static void ask(Socket stream) throws IOException {
    stream.setSoTimeout(PATIENCE_MILLIS);
    stream
        .getOutputStream()
        .write(
            MessageWriter.bytes(Requests.of(Method.OPTIONS, 1, "z9hG4bK" + stream.getLocalPort())));
    assertThat(stream.getInputStream().read()).isEqualTo('S');
  }

  @Test
  void connections_of_ours_are_kept_alive_by_line_ends() throws IOException {
    var limits =
        new ConnectionLimits(
            10, 2, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofNanos(1));
    var from = port(Optional.empty(), taken::add, limits);
    try (var server = new ServerSocket(0, 1, HERE)) {
      var to = Peer.to((InetSocketAddress) server.getLocalSocketAddress(), Transport.TCP, "");
      var request = options(from, "TCP");
      from.send(request, to);
      try (var end = server.accept()) {
        end.setSoTimeout(PATIENCE_MILLIS);
        var in = end.getInputStream();
        in.readNBytes(MessageWriter.bytes(request).length);
        assertThat(in.readNBytes(4)).isEqualTo("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /// Plays a server of WebSockets for SIP, for each of ours.
  private static ServerDouble sockets(SocketDouble.Talk talk) {
    return ServerDouble.playing(
        (request, exchange) ->
            talk.play(SocketDouble.open(request, exchange, "Sec-WebSocket-Protocol: sip")));
  }

  private static Peer at(ServerDouble server) {
    var address = new InetSocketAddress(HERE, server.port());
    return Peer.to(address, Transport.WS, MadeCertificate.DOMAIN, "/ws");
  }

  private static byte[] ok(SocketDouble.Message message) {
    var bytes = message.payload();
    var parsed = new MessageParser(MessageLimits.DEFAULTS).datagram(bytes, bytes.length);
    var whole = (Parsed.Whole) parsed.orElseThrow();
    return MessageWriter.bytes(Response.to((Request) whole.message(), 200));
  }

  private static String text(byte[] message) {
    return new String(message, StandardCharsets.UTF_8);
  }

  @Test
  void over_a_websocket_each_message_is_one_of_its_own() throws IOException {
    var from = asking(certificate.context());
    try (var server =
        sockets(
            socket -> {
              socket.text(text(ok(socket.next())));
              socket.binary(ok(socket.next()));
              socket.untilClosed();
            })) {
      from.send(options(from, "WS"), at(server));
      from.send(options(from, "WS"), at(server));
      await().until(() -> answers() == 2);
      assertThat(server.requests()).hasSize(1);
      var request = server.requests().getFirst();
      assertThat(request.line()).isEqualTo("GET /ws HTTP/1.1");
      assertThat(request.headers())
          .containsEntry("Host", MadeCertificate.DOMAIN + ":" + server.port())
          .containsEntry("Sec-WebSocket-Protocol", "sip");
    }
  }

  @Test
  void over_a_websocket_of_ours_the_other_end_asks_too() throws IOException {
    var answer = new CompletableFuture<String>();
    var agent = new Answering();
    agent.port = port(Optional.empty(), agent, ConnectionLimits.DEFAULTS);
    try (var server =
        sockets(
            socket -> {
              socket.next();
              socket.text(text(MessageWriter.bytes(Requests.of(Method.OPTIONS, 1, "z9hG4bKx"))));
              answer.complete(socket.next().text());
              socket.untilClosed();
            })) {
      agent.port.send(options(agent.port, "WS"), at(server));
      assertThat(answer.orTimeout(1, TimeUnit.MINUTES).join()).startsWith("SIP/2.0 200");
      assertThat(askers).containsExactly(at(server));
    }
  }

  @Test
  void a_websocket_that_is_not_agreed_on_is_known_at_once() throws IOException {
    var from = asking(certificate.context());
    for (ServerDouble.Script refusing :
        List.<ServerDouble.Script>of(
            (_, exchange) -> exchange.answer(404, "text/plain", "not here"),
            (request, exchange) -> SocketDouble.open(request, exchange).untilClosed()))
      try (var server = ServerDouble.playing(refusing)) {
        taken.clear();
        from.send(options(from, "WS"), at(server));
        awaitUnreachable();
      }
  }

  @Test
  void websockets_of_ours_are_kept_alive_by_pings() throws IOException {
    var second = new CompletableFuture<SocketDouble.Message>();
    var limits =
        new ConnectionLimits(
            10, 2, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofNanos(1));
    var from = port(Optional.empty(), taken::add, limits);
    try (var server =
        sockets(
            socket -> {
              socket.next();
              second.complete(socket.next());
              socket.untilClosed();
            })) {
      from.send(options(from, "WS"), at(server));
      assertThat(second.orTimeout(1, TimeUnit.MINUTES).join().opcode())
          .isEqualTo(WebSocketFrames.PING);
    }
  }

  @Test
  void a_websocket_is_closed_as_the_other_end_does_or_deserves() throws IOException {
    assertThat(closing(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe9}))
        .as("it closes with 1001")
        .isEqualTo(new byte[] {3, (byte) 0xe9});
    assertThat(closing(new byte[] {(byte) 0xff, 0}))
        .as("no frame: 1002")
        .isEqualTo(new byte[] {3, (byte) 0xea});
  }

  /// Our answer to bytes that end a WebSocket.
  private byte[] closing(byte[] bytes) throws IOException {
    var answer = new CompletableFuture<SocketDouble.Message>();
    var from = asking(certificate.context());
    taken.clear();
    try (var server =
        ServerDouble.playing(
            (request, exchange) -> {
              var socket = SocketDouble.open(request, exchange, "Sec-WebSocket-Protocol: sip");
              socket.next();
              exchange.out().write(bytes);
              answer.complete(socket.next());
            })) {
      from.send(options(from, "WS"), at(server));
      awaitUnreachable();
      var closing = answer.orTimeout(1, TimeUnit.MINUTES).join();
      assertThat(closing.isClose()).isTrue();
      return closing.payload();
    }
  }
}
