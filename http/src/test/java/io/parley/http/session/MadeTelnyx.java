package io.parley.http.session;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/// Telnyx's end of calls, made from its documents: the API that takes commands, webhooks signed by
/// Ed25519, and the frames of media streaming.
final class MadeTelnyx implements AutoCloseable {
  static final String EVENTS = "/v1/telephony/telnyx/events";

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger calls = new AtomicInteger();
  private final KeyPair keys;
  final MadeApi api = new MadeApi(this::answer);

  /// The next order to dial gets an answer of a gateway.
  volatile boolean losesAnswers;

  MadeTelnyx() throws IOException, GeneralSecurityException {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private MadeApi.Answer answer(MadeApi.Asked asked) {
    if (!asked.path().equals("/v2/calls"))
      return new MadeApi.Answer(200, "{\"data\":{\"result\":\"ok\"}}");
    var call = call(calls.incrementAndGet());
    return losesAnswers
        ? new MadeApi.Answer(504, "<html>")
        : new MadeApi.Answer(
            200,
            """
            {"data":{"call_control_id":"%s","call_leg_id":"leg","call_session_id":"session",\
            "is_alive":false,"record_type":"call"}}\
            """
                .formatted(call));
  }

  /// The id of the newest call that was dialled.
  String call() {
    return call(calls.get());
  }

  private static String call(int number) {
    return "v3:out-" + number;
  }

  /// A section of `parley.telephony`.
  String settings() {
    var encoded = keys.getPublic().getEncoded();
    var raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return "telnyx { api-key = k, public-key = \"%s\", api = \"%s\", connection-id = \"1494\" }"
        .formatted(Base64.getEncoder().encodeToString(raw), api.address());
  }

  /// A webhook, signed as it should be.
  ///
  /// @param fields of the payload
  HttpResponse<String> event(VoiceServer server, String type, String fields) {
    var body =
        "{\"data\":{\"event_type\":\"%s\",\"record_type\":\"event\",\"payload\":{%s}}}"
            .formatted(type, fields);
    var timestamp = Long.toString(Instant.now().getEpochSecond());
    return post(server, body, timestamp, sign(timestamp + "|" + body));
  }

  HttpResponse<String> post(VoiceServer server, String body, String timestamp, String signature) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port.address().getPort() + EVENTS))
            .header("Content-Type", "application/json")
            .header("telnyx-timestamp", timestamp)
            .header("telnyx-signature-ed25519", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  String sign(String text) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(keys.getPrivate());
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// Opens the socket of a call.
  MadeLine line(VoiceServer server, String pass) {
    var uri =
        URI.create(
            "ws://127.0.0.1:" + server.port.address().getPort() + "/v1/telephony/telnyx/media");
    return new MadeLine().open(client, uri, "x-telnyx-streaming-auth-token", pass);
  }

  static String start(String call) {
    return """
    {"event":"start","sequence_number":"1","stream_id":"32DE","start":{"call_control_id":"%s",\
    "media_format":{"encoding":"PCMU","sample_rate":8000,"channels":1}}}\
    """
        .formatted(call);
  }

  static String media(int chunk, boolean loud) {
    var bytes = new byte[160];
    Arrays.fill(bytes, (byte) (loud ? 0x90 : 0xff));
    return """
    {"event":"media","sequence_number":"%d","stream_id":"32DE","media":{"track":"inbound",\
    "chunk":"%d","timestamp":"%d","payload":"%s"}}\
    """
        .formatted(chunk + 1, chunk, 20 * chunk, Base64.getEncoder().encodeToString(bytes));
  }

  static String stop() {
    return "{\"event\":\"stop\",\"stream_id\":\"32DE\",\"stop\":{}}";
  }

  @Override
  public void close() {
    api.close();
    client.shutdownNow();
  }
}
