package io.parley.voice.sip.account;

import static io.parley.voice.sip.account.MadeAccounts.NAME;
import static io.parley.voice.sip.account.MadeAccounts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.ConnectionLimits;
import io.parley.voice.sip.transport.Link;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.SipPortSettings;
import io.parley.voice.sip.transport.Strangers.Verdict;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.transport.UserAgent;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Strangers with and without accounts at a port, over UDP and attached connections.
class AccountPortTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.2");

  private final Queue<Request> taken = new ConcurrentLinkedQueue<>();
  private final List<DatagramSocket> sockets = new ArrayList<>();
  private volatile Optional<Peer> inCall = Optional.empty();
  private SipPort port;
  private DatagramSocket socket;

  @BeforeEach
  void open() throws IOException {
    port = port(true, false);
    socket = socket(HERE);
  }

  private SipPort port(boolean answersStrangers, boolean isTrunk) throws IOException {
    var settings =
        new SipPortSettings(
            new InetSocketAddress(HERE, 0),
            MessageLimits.DEFAULTS,
            TransactionTimes.DEFAULTS,
            100,
            new ConnectionLimits(
                10, 2, Duration.ofMinutes(1), Duration.ofSeconds(8), Duration.ofSeconds(90)),
            answersStrangers,
            10_000);
    var made =
        new SipPort(
            settings,
            Optional.empty(),
            _ -> isTrunk,
            MadeAccounts.accounts(""),
            MadeAccounts.REFUSALS,
            InstantSource.system());
    made.start(new Agent());
    return made;
  }

  /// Answers what comes, each once.
  private final class Agent implements UserAgent {
    @Override
    public void take(Output<Peer> output) {
      if (!(output instanceof Output.Asked<Peer> asked)) return;
      taken.add(asked.request());
      port.answer(asked.key(), MadeAccounts.REFUSALS.to(asked.request(), 480));
    }

    @Override
    public Optional<Peer> peerOf(Request request) {
      return request.to().tag().flatMap(_ -> inCall);
    }
  }

  private DatagramSocket socket(InetAddress from) throws IOException {
    var made = new DatagramSocket(0, from);
    made.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    sockets.add(made);
    return made;
  }

  @AfterEach
  void close() throws IOException {
    port.close();
    sockets.forEach(DatagramSocket::close);
  }

  private void send(Request request, DatagramSocket from) throws IOException {
    var bytes = MessageWriter.bytes(request);
    from.send(new DatagramPacket(bytes, bytes.length, port.address()));
  }

  private static Response receive(DatagramSocket at) throws IOException {
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    at.receive(packet);
    return parsed(packet.getData(), packet.getLength());
  }

  private static Response parsed(byte[] bytes, int length) {
    var parsed = new MessageParser(MessageLimits.DEFAULTS).datagram(bytes, length).orElseThrow();
    return (Response) ((Parsed.Whole) parsed).message();
  }

  private Response answer(Request request) throws IOException {
    send(request, socket);
    return receive(socket);
  }

  private static Request request(String method, String branch, int padding) {
    var request = Requests.of(method, 1, branch);
    return request.with(request.headers().plus("Subject", "x".repeat(padding)));
  }

  private static Request proved(Request request, Response challenge) {
    return MadeAccounts.proved(request, challenge, NAME, PASSWORD);
  }

  @Test
  void a_call_is_challenged_without_memory_and_taken_with_its_proof_once() throws IOException {
    var invite = request(Method.INVITE, "z9hG4bK1", 300);
    var challenge = answer(invite);
    assertThat(challenge.status()).isEqualTo(401);
    send(request(Method.ACK, "z9hG4bK1", 0), socket);
    var again = proved(request(Method.INVITE, "z9hG4bK2", 300), challenge);
    assertThat(answer(again).status()).isEqualTo(480);
    assertThat(answer(again).status()).as("repeated").isEqualTo(480);
    send(request(Method.ACK, "z9hG4bK2", 0), socket);
    var replayed = proved(request(Method.INVITE, "z9hG4bK3", 300), challenge);
    Response refused;
    do refused = answer(replayed);
    while (refused.topVia().branch().filter("z9hG4bK3"::equals).isEmpty());
    assertThat(refused.status()).isEqualTo(401);
    assertThat(taken).hasSize(1);
    assertThat(taken.element().headers().has(HeaderType.AUTHORIZATION)).isTrue();
  }

  @Test
  void no_answer_is_longer_than_its_request_and_short_requests_get_one_challenge_or_none()
      throws IOException {
    int challenges = 0;
    int shortest = Integer.MAX_VALUE;
    for (int padding = 0; padding < 300; padding += 20) {
      var register = request(Method.REGISTER, "z9hG4bKr" + padding, padding);
      long before = port.dropped();
      send(register, socket);
      int length = MessageWriter.bytes(register).length;
      if (length < minimal(register)) {
        await().until(() -> port.dropped() > before);
        continue;
      }
      var answer = receive(socket);
      int count = answer.headers().all(HeaderType.WWW_AUTHENTICATE).size();
      assertThat(MessageWriter.bytes(answer).length).isLessThanOrEqualTo(length);
      assertThat(count).isGreaterThanOrEqualTo(challenges);
      challenges = count;
      shortest = Math.min(shortest, count);
    }
    assertThat(shortest).isEqualTo(1);
    assertThat(challenges).isEqualTo(2);
  }

  /// The length of the shortest answer to it: what is repeated, with the address that we see, a tag
  /// and one challenge.
  private int minimal(Request register) {
    var via = register.topVia().receivedFrom("127.0.0.1", socket.getLocalPort());
    var seen = register.with(register.headers().with(HeaderType.VIA, via));
    var verdict =
        (Verdict.Challenged)
            MadeAccounts.accounts("")
                .judge(
                    seen,
                    Peer.udp(new InetSocketAddress(HERE, socket.getLocalPort())),
                    false,
                    Instant.now());
    return MessageWriter.bytes(verdict.answers().getLast()).length;
  }

  @Test
  void within_a_call_its_address_is_enough_and_another_one_has_to_prove_itself()
      throws IOException {
    inCall = Optional.of(Peer.udp(new InetSocketAddress(HERE, 1)));
    var bye = request(Method.BYE, "z9hG4bK1", 300);
    var within = bye.with(bye.headers().with(HeaderType.TO, bye.to().withTag("ours")));
    assertThat(answer(within).status()).isEqualTo(481);
    assertThat(taken).hasSize(1);
    var other = socket(ELSEWHERE);
    send(within, other);
    var challenge = receive(other);
    assertThat(challenge.status()).isEqualTo(401);
    var branch = request(Method.BYE, "z9hG4bK2", 300).headers().need(HeaderType.VIA);
    send(proved(within.with(within.headers().with(HeaderType.VIA, branch)), challenge), other);
    assertThat(receive(other).status()).isEqualTo(481);
    assertThat(taken).hasSize(2);
  }

  @Test
  void a_call_of_another_node_is_nobodys_at_any_address() throws IOException {
    inCall = Optional.of(Peer.ELSEWHERE);
    var bye = request(Method.BYE, "z9hG4bK1", 300);
    var within = bye.with(bye.headers().with(HeaderType.TO, bye.to().withTag("ours")));
    var challenge = answer(within);
    assertThat(challenge.status()).isEqualTo(401);
    assertThat(answer(proved(within, challenge)).status()).isEqualTo(481);
    assertThat(taken).hasSize(1);
  }

  @Test
  void where_strangers_get_no_answer_the_challenge_is_the_only_one() throws IOException {
    port.close();
    port = port(false, false);
    send(request(Method.OPTIONS, "z9hG4bK1", 300), socket);
    await().until(() -> port.dropped() == 1);
    assertThat(answer(request(Method.REGISTER, "z9hG4bK2", 300)).status()).isEqualTo(401);
  }

  @Test
  void at_a_trunks_address_only_registrations_are_challenged_and_unchecked_proofs_left_out()
      throws IOException {
    port.close();
    port = port(true, true);
    assertThat(answer(request(Method.REGISTER, "z9hG4bK1", 300)).status()).isEqualTo(401);
    var invite = request(Method.INVITE, "z9hG4bK2", 300);
    var forged = invite.headers().plus("Authorization", "Digest username=\"alice\", nonce=\"n\"");
    assertThat(answer(invite.with(forged)).status()).isEqualTo(480);
    assertThat(taken.element().headers().has(HeaderType.AUTHORIZATION)).isFalse();
  }

  /// The other end of an attached connection.
  private static final class Held implements Link {
    private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    @Override
    public boolean send(byte[] message) {
      return sent.add(message);
    }

    @Override
    public void close() {
      closed = true;
    }

    private byte[] next() throws InterruptedException {
      return sent.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void over_an_attached_connection_even_a_trunks_address_has_to_prove_itself() throws Exception {
    port.close();
    port = port(true, true);
    var link = new Held();
    var attached = port.attach(HERE, Transport.WS, link);
    attached.received("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(link.next()).isEqualTo(new byte[] {'\r', '\n'});
    var invite = request(Method.INVITE, "z9hG4bK1", 0);
    attached.received(MessageWriter.bytes(invite));
    var bytes = link.next();
    var challenge = parsed(bytes, bytes.length);
    assertThat(challenge.status()).isEqualTo(401);
    assertThat(bytes.length).isGreaterThan(MessageWriter.bytes(invite).length);
    attached.received(
        MessageWriter.bytes(proved(request(Method.INVITE, "z9hG4bK2", 0), challenge)));
    bytes = link.next();
    assertThat(parsed(bytes, bytes.length).status()).isEqualTo(480);
    attached.closed();
    port.attach(HERE, Transport.WS, new Held());
    port.attach(HERE, Transport.WS, new Held());
    var third = new Held();
    port.attach(HERE, Transport.WSS, third);
    await().until(() -> third.closed);
    assertThat(link.closed).isFalse();
  }
}
