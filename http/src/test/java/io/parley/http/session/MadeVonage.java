package io.parley.http.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.http.json.JsonText;
import io.parley.outbound.testing.MadeKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/// Vonage's end of calls, made from its documents: the API that takes calls, webhooks signed by a
/// JWT, and the frames of its WebSocket.
final class MadeVonage implements AutoCloseable {
  static final String ANSWER = "/v1/telephony/vonage/answer";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger calls = new AtomicInteger();
  final KeyPair keys = MadeKeys.RSA;
  final MadeApi api = new MadeApi(this::answer);

  MadeVonage() throws IOException {}

  private MadeApi.Answer answer(MadeApi.Asked asked) {
    if (asked.method().equals("PUT")) return new MadeApi.Answer(204, "");
    calls.incrementAndGet();
    return new MadeApi.Answer(
        201,
        """
        {"uuid":"%s","status":"started","direction":"outbound","conversation_uuid":"CON-1"}\
        """
            .formatted(call()));
  }

  /// The id of the newest call that was dialled.
  String call() {
    return "00000000-0000-0000-0000-%012d".formatted(calls.get());
  }

  /// A section of `parley.telephony`, without calls out.
  static String settings() {
    return "vonage { signature-secret = \"%s\", application-id = app }".formatted(SECRET);
  }

  /// The same with calls out.
  ///
  /// @param directory of the key's file
  String settings(Path directory) throws IOException {
    var pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded()));
    var file = Files.writeString(directory.resolve("private.key"), pem);
    return settings()
        + "\nvonage { private-key-file = \"%s\", api = \"%s\" }".formatted(file, api.address());
  }

  /// The `Authorization` of Vonage's webhooks.
  static String token(String body, String application, Instant issued) {
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

  /// A webhook, signed as it should be.
  HttpResponse<String> webhook(VoiceServer server, String path, String body) {
    return webhook(server, path, body, token(body, "app", Instant.now()));
  }

  HttpResponse<String> webhook(VoiceServer server, String path, String body, String token) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port.address().getPort() + path))
            .header("Content-Type", "application/json")
            .header("Authorization", token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  /// Opens the socket that an answer document names, as Vonage does.
  ///
  /// @param document a list of actions
  MadeLine connected(VoiceServer server, String document) {
    var endpoint = JsonText.object("{\"ncco\":" + document + "}").at("/ncco/0/endpoint/0");
    var uri = URI.create(endpoint.path("uri").asText());
    var line = line(server, uri.getRawPath() + "?" + uri.getRawQuery());
    line.send(
        "{\"event\":\"websocket:connected\",\"content-type\":\"%s\",\"parley-call\":\"%s\"}"
            .formatted(
                endpoint.path("content-type").asText(),
                endpoint.at("/headers/parley-call").asText()));
    return line;
  }

  MadeLine line(VoiceServer server, String pathAndQuery) {
    return new MadeLine()
        .open(
            client, URI.create("ws://127.0.0.1:" + server.port.address().getPort() + pathAndQuery));
  }

  /// 20 ms at 16 kHz.
  static byte[] sound(boolean loud) {
    var bytes = new byte[640];
    Arrays.fill(bytes, (byte) (loud ? 9 : 0));
    return bytes;
  }

  @Override
  public void close() {
    api.close();
    client.shutdownNow();
  }
}
