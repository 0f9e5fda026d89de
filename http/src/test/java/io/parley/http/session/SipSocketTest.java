package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.http.connection.HttpPort;
import io.parley.http.limit.Refusals;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.telephony.SipSocketEndpoint;
import io.parley.voice.sip.account.AccountSettings;
import io.parley.voice.sip.account.Accounts;
import io.parley.voice.sip.account.Registrar;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.ConnectionLimits;
import io.parley.voice.sip.transport.LinkPort;
import io.parley.voice.sip.transport.SipPort;
import io.parley.voice.sip.transport.SipPortSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A telephone over a WebSocket and a SIP port, all real but the calls.
class SipSocketTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final String PASSWORD = "wonderland-42";

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private Optional<LinkPort> sip = Optional.empty();
  private EdgeServer edge;
  private SipPort port;
  private HttpPort http;

  @BeforeEach
  void open() throws IOException {
    edge = EdgeServer.start();
    var settings =
        AccountSettings.from(
            ConfigFactory.parseString(
                    "parley.sip { accounts.alice.password = \"%s\" }".formatted(PASSWORD))
                .withFallback(ConfigFactory.defaultReference()));
    var refusals = new io.parley.voice.sip.transport.Refusals(new byte[32]);
    var accounts = new Accounts(settings, new byte[32], refusals);
    var clock = InstantSource.system();
    port =
        new SipPort(
            new SipPortSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                MessageLimits.DEFAULTS,
                TransactionTimes.DEFAULTS,
                100,
                ConnectionLimits.DEFAULTS,
                true,
                100),
            Optional.empty(),
            _ -> true,
            accounts,
            refusals,
            clock);
    port.start(new Registrar(accounts, settings.registrations(), port, refusals, _ -> {}, clock));
    sip = Optional.of(port);
    http = bound();
  }

  private HttpPort bound() {
    var origins = new Origins(Set.of("https://shop.example"));
    var endpoint = SipSocketEndpoint.of(() -> sip, edge.edge.settings().socket(), origins);
    var router =
        Router.create(
            List.of(endpoint),
            new Router.Settings(new BodyLimits(65_536, EdgeServer.PATIENCE), origins, 0),
            _ -> {},
            edge.edge.tracing(),
            Materializer.createMaterializer(edge.system));
    return edge.bind(router);
  }

  @AfterEach
  void close() throws IOException {
    port.close();
    edge.close();
  }

  private final class Telephone implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        texts.add(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }
  }

  private WebSocket dial(String subprotocol, String origin) {
    var builder = edge.client.newWebSocketBuilder().subprotocols(subprotocol);
    if (!origin.isEmpty()) builder.header("Origin", origin);
    var uri = URI.create("ws://127.0.0.1:%d/v1/sip".formatted(http.address().getPort()));
    return builder.buildAsync(uri, new Telephone()).join();
  }

  private static Request register(String branch, int number) {
    var text =
        """
        REGISTER sip:shop.example SIP/2.0\r
        Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=%s\r
        Max-Forwards: 70\r
        From: <sip:alice@shop.example>;tag=a1\r
        To: <sip:alice@shop.example>\r
        Call-ID: c1\r
        CSeq: %d REGISTER\r
        Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws>;expires=600\r
        \r
        """
            .formatted(branch, number)
            .getBytes(StandardCharsets.UTF_8);
    return (Request) parsed(text);
  }

  private static Object parsed(byte[] bytes) {
    var parsed = new MessageParser(MessageLimits.DEFAULTS).datagram(bytes, bytes.length);
    return ((Parsed.Whole) parsed.orElseThrow()).message();
  }

  private Response next() throws InterruptedException {
    var text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(text).as("a message within %d s", PATIENCE_SECONDS).isNotNull();
    return (Response) parsed(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Request request) {
    return new String(MessageWriter.bytes(request), StandardCharsets.UTF_8);
  }

  @Test
  void a_telephone_registers_with_its_account_in_text_and_in_bytes() throws Exception {
    var socket = dial("sip", "");
    assertThat(socket.getSubprotocol()).isEqualTo("sip");
    var first = register("z9hG4bK1", 1);
    socket.sendText(text(first), true).join();
    var challenge = next();
    assertThat(challenge.status()).isEqualTo(401);
    assertThat(challenge.topVia().params().value("received")).contains("127.0.0.1");
    var client = new DigestClient("alice", PASSWORD, List.of(DigestAlgorithm.SHA_256));
    var again = register("z9hG4bK2", 2);
    var answer = client.answer(challenge, again, "cn").orElseThrow();
    var proved = again.with(again.headers().with(answer.header(), answer.credentials()));
    socket.sendBinary(ByteBuffer.wrap(MessageWriter.bytes(proved)), true).join();
    var registered = next();
    assertThat(registered.status()).isEqualTo(200);
    assertThat(registered.headers().need(HeaderType.CONTACT).toString())
        .isEqualTo("<sip:alice@df7jal23ls0d.invalid;transport=ws>;expires=600");
  }

  @Test
  void line_ends_keep_it_open_and_a_closed_port_ends_it() throws Exception {
    var socket = dial("sip", "https://shop.example");
    socket.sendText("\r\n\r\n", true).join();
    assertThat(texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("\r\n");
    port.close();
    assertThat(closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1000);
  }

  @Test
  void too_many_messages_close_the_socket() throws Exception {
    var socket = dial("sip", "");
    var message = text(register("z9hG4bK1", 1));
    for (int i = 0; i < 2_000 && !closed.isDone(); i++)
      socket.sendText(message, true).handle((_, _) -> null).join();
    assertThat(closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1002);
  }

  @Test
  void other_origins_and_subprotocols_and_a_port_that_is_off_are_refused() {
    assertThat(status("sip", "https://evil.example")).isEqualTo(403);
    assertThat(status("parley.v1", "")).isEqualTo(426);
    sip = Optional.empty();
    assertThat(status("sip", "")).isEqualTo(404);
  }

  private int status(String subprotocol, String origin) {
    var refused = new CompletableFuture<Integer>();
    assertThatThrownBy(() -> dial(subprotocol, origin))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class, e -> refused.complete(e.getResponse().statusCode()));
    return refused.join();
  }
}
