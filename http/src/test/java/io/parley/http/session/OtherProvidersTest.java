package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.parley.core.session.SessionCommand;
import io.parley.http.json.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls by Telnyx and Vonage, over their real wire formats against a real call.
class OtherProvidersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String NUMBER = "+493012345";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private KeyPair keys;
  private HttpServer telnyx;
  private VoiceServer server;

  @BeforeEach
  void start() throws Exception {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    telnyx = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    telnyx.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          commands.add(exchange.getRequestURI() + " " + body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    telnyx.start();
    var encoded = keys.getPublic().getEncoded();
    var raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    server =
        new VoiceServer(
            """
            parley.telephony {
              public-url = "https://voice.shop.example"
              numbers = [{ number = "%s", language = en }]
              telnyx {
                api-key = k, public-key = "%s", api = "http://127.0.0.1:%d"
              }
              vonage { signature-secret = "%s", application-id = app }
            }
            """
                .formatted(
                    NUMBER,
                    Base64.getEncoder().encodeToString(raw),
                    telnyx.getAddress().getPort(),
                    SECRET),
            "",
            new LoudVoice());
  }

  @AfterEach
  void stop() throws IOException {
    client.shutdownNow();
    telnyx.stop(0);
    server.close();
  }

  /// Remembers what came.
  private static final class Line implements WebSocket.Listener {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<Integer> codes = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      texts.add(data.toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      codes.add(code);
      return null;
    }
  }

  private HttpResponse<String> post(String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port.address().getPort() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).join();
  }

  private URI socket(String pathAndQuery) {
    return URI.create("ws://127.0.0.1:" + server.port.address().getPort() + pathAndQuery);
  }

  private void awaitWords() {
    await()
        .atMost(PATIENCE)
        .until(() -> server.session.asked.stream().anyMatch(SessionCommand.Say.class::isInstance));
    var said = (SessionCommand.Say) server.session.asked.getFirst();
    assertThat(said.text()).isEqualTo(LoudVoice.WORDS);
    assertThat(said.channel().value()).isEqualTo("phone");
  }

  /// 1.2 s of words, and as much silence, at the pace of a telephone.
  private static void speak(Sender sender) {
    long next = System.nanoTime();
    for (int tick = 0; tick < 120; tick++) {
      sender.send(tick + 1, tick < 60);
      next += 20_000_000;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private interface Sender {
    void send(int chunk, boolean loud);
  }

  // --- Telnyx -----------------------------------------------------------------------------------

  private HttpResponse<String> event(String type, String to) throws GeneralSecurityException {
    var body =
        """
        {"data":{"event_type":"%s","payload":{"call_control_id":"v3:abc","from":"+4940111",\
        "to":"%s","direction":"incoming"}}}\
        """
            .formatted(type, to);
    var timestamp = Long.toString(Instant.now().getEpochSecond());
    return post(
        "/v1/telephony/telnyx/events",
        body,
        "telnyx-timestamp",
        timestamp,
        "telnyx-signature-ed25519",
        sign(timestamp + "|" + body));
  }

  private String sign(String text) throws GeneralSecurityException {
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signer.sign());
  }

  @Test
  void telnyx_is_told_to_answer_and_its_frames_may_come_in_another_order() throws Exception {
    assertThat(event("call.initiated", NUMBER).statusCode()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> commands.size() == 1);
    assertThat(commands.getFirst()).startsWith("/v2/calls/v3%3Aabc/actions/answer {");
    var command = JsonText.object(commands.getFirst().replaceFirst("^[^{]*", ""));
    assertThat(command.path("stream_url").asText())
        .isEqualTo("wss://voice.shop.example/v1/telephony/telnyx/media");
    assertThat(command.path("stream_bidirectional_codec").asText()).isEqualTo("PCMU");

    var line = new Line();
    var pass = command.path("stream_auth_token").asText();
    var socket = telnyxSocket(line, pass);
    socket.sendText(start("v3:abc"), true).join();
    speak(
        (chunk, loud) -> {
          // each two pieces change places
          int number = chunk % 2 == 1 ? chunk + 1 : chunk - 1;
          socket.sendText(media(number, loud), true).join();
        });
    awaitWords();
    socket.sendText("{\"event\":\"stop\",\"stream_id\":\"32DE\",\"stop\":{}}", true).join();
    await().atMost(PATIENCE).until(() -> line.codes.equals(List.of(1000)));
  }

  private WebSocket telnyxSocket(Line line, String pass) {
    return client
        .newWebSocketBuilder()
        .header("x-telnyx-streaming-auth-token", pass)
        .buildAsync(socket("/v1/telephony/telnyx/media"), line)
        .join();
  }

  private static String start(String call) {
    return """
    {"event":"start","sequence_number":"1","stream_id":"32DE","start":{"call_control_id":"%s",\
    "media_format":{"encoding":"PCMU","sample_rate":8000,"channels":1}}}\
    """
        .formatted(call);
  }

  private static String media(int chunk, boolean loud) {
    var bytes = new byte[160];
    Arrays.fill(bytes, (byte) (loud ? 0x90 : 0xff));
    return """
    {"event":"media","sequence_number":"%d","stream_id":"32DE","media":{"track":"inbound",\
    "chunk":"%d","timestamp":"%d","payload":"%s"}}\
    """
        .formatted(chunk + 1, chunk, 20 * chunk, Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void telnyx_is_told_to_reject_an_unknown_number_and_reports_are_taken() throws Exception {
    event("call.initiated", "+4999");
    await().atMost(PATIENCE).until(() -> commands.size() == 1);
    assertThat(commands.getFirst()).contains("/actions/reject").contains("CALL_REJECTED");
    event("call.hangup", NUMBER);
    assertThat(server.reported).hasSize(2);
    assertThat(server.reported.getLast()).contains("COMPLETED");
    assertThat(commands).hasSize(1);
  }

  @Test
  void strangers_cannot_pass_for_telnyx() throws Exception {
    var timestamp = Long.toString(Instant.now().getEpochSecond());
    assertThat(
            post(
                    "/v1/telephony/telnyx/events",
                    "{}",
                    "telnyx-timestamp",
                    timestamp,
                    "telnyx-signature-ed25519",
                    sign(timestamp + "|{} "))
                .statusCode())
        .isEqualTo(403);
    assertThat(MadeTwilio.refused(() -> telnyxSocket(new Line(), "x"))).isEqualTo(403);
    event("call.initiated", NUMBER);
    await().atMost(PATIENCE).until(() -> commands.size() == 1);
    var pass =
        JsonText.object(commands.getFirst().replaceFirst("^[^{]*", ""))
            .path("stream_auth_token")
            .asText();
    var line = new Line();
    telnyxSocket(line, pass).sendText(start("v3:other"), true).join();
    await().atMost(PATIENCE).until(() -> line.codes.equals(List.of(1008)));
    assertThat(MadeTwilio.refused(() -> telnyxSocket(new Line(), pass))).isEqualTo(403);
  }

  // --- Vonage -----------------------------------------------------------------------------------

  private static String token(String body, String application, Instant issued) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      var claims =
          new JWTClaimsSet.Builder()
              .issuer("Vonage")
              .issueTime(Date.from(issued))
              .claim("application_id", application)
              .claim("payload_hash", HexFormat.of().formatHex(hash))
              .build();
      var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      jwt.sign(new MACSigner(SECRET));
      return "Bearer " + jwt.serialize();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException("a key of 256 bits was not accepted", e);
    }
  }

  private HttpResponse<String> asked(String body, String token) {
    return post("/v1/telephony/vonage/answer", body, "Authorization", token);
  }

  private static String ringing(String to) {
    return "{\"from\":\"4940111\",\"to\":\"%s\",\"uuid\":\"u-1\",\"conversation_uuid\":\"CON-1\"}"
        .formatted(to);
  }

  @Test
  void vonage_is_connected_and_sends_linear_sound() {
    var body = ringing("493012345");
    var answer = asked(body, token(body, "app", Instant.now()));
    assertThat(answer.statusCode()).isEqualTo(200);
    var endpoint = JsonText.object("{\"ncco\":" + answer.body() + "}").at("/ncco/0/endpoint/0");
    assertThat(endpoint.path("content-type").asText()).isEqualTo("audio/l16;rate=16000");
    assertThat(endpoint.at("/headers").toString().length()).as("Vonage's limit").isLessThan(512);
    var uri = URI.create(endpoint.path("uri").asText());
    assertThat(uri.getHost()).isEqualTo("voice.shop.example");

    var line = new Line();
    var socket =
        client
            .newWebSocketBuilder()
            .buildAsync(socket(uri.getRawPath() + "?" + uri.getRawQuery()), line)
            .join();
    socket
        .sendText(
            "{\"event\":\"websocket:connected\",\"content-type\":\"audio/l16;rate=16000\","
                + "\"parley-call\":\"u-1\"}",
            true)
        .join();
    speak(
        (_, loud) -> {
          var bytes = new byte[640];
          Arrays.fill(bytes, (byte) (loud ? 9 : 0));
          socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        });
    awaitWords();
    socket.sendClose(1000, "").join();
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
  }

  @Test
  void vonages_unknown_numbers_get_nothing_to_do() {
    var body = ringing("4999");
    assertThat(asked(body, token(body, "app", Instant.now())).body()).isEqualTo("[]");
  }

  @Test
  void strangers_cannot_pass_for_vonage() {
    var body = ringing("493012345");
    var now = Instant.now();
    assertThat(asked(body, "Bearer x").statusCode()).isEqualTo(403);
    assertThat(asked(body + " ", token(body, "app", now)).statusCode()).isEqualTo(403);
    assertThat(asked(body, token(body, "other", now)).statusCode()).isEqualTo(403);
    assertThat(asked(body, token(body, "app", now.minusSeconds(600))).statusCode())
        .as("replayed")
        .isEqualTo(403);
    var unsigned = token(body, "app", now).replaceFirst("\\.[^.]*$", ".AAAA");
    assertThat(asked(body, unsigned).statusCode()).isEqualTo(403);
    assertThat(
            MadeTwilio.refused(
                () ->
                    client
                        .newWebSocketBuilder()
                        .buildAsync(socket("/v1/telephony/vonage/media?pass=x"), new Line())
                        .join()))
        .isEqualTo(403);
  }
}
