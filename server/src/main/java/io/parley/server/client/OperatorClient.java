package io.parley.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Calls of one part of the API, such as `/v1/knowledge`. Blocks; fails with [ClientFailure]. A
/// server that cannot answer now is asked again when it says.
public final class OperatorClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// An upload is read and stored before it is answered.
  private static final Duration ANSWER = Duration.ofMinutes(6);

  private static final int TRIES_MAX = 6;
  private static final int BUSY = 503;
  private static final int MISSING = 404;
  private static final long RETRY_SECONDS = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI server;
  private final String token;
  private final String expected;
  private final String base;

  /// @param server such as `http://127.0.0.1:8080`
  /// @param token an operator's
  /// @param base the beginning of all paths, such as `/v1/knowledge`
  public OperatorClient(URI server, String token, String base) {
    this(server, token, "the operator's, in PARLEY_OPERATOR_TOKEN", base);
  }

  /// With a token of another kind.
  ///
  /// @param expected the kind of token, and where it is given, for a message
  public OperatorClient(URI server, String token, String expected, String base) {
    this.server = server;
    this.token = token;
    this.expected = expected;
    this.base = base;
  }

  /// @param path after the base, with escaped parts
  public JsonNode get(String path) throws InterruptedException {
    return send(request(path).GET());
  }

  public JsonNode put(String path, JsonNode body) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.toString())));
  }

  public JsonNode patch(String path, JsonNode body) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body.toString())));
  }

  public JsonNode post(String path, JsonNode body) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /// The same under an idempotency key: a server that is asked again does it once.
  public JsonNode post(String path, JsonNode body, String key) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /// Uploads a file.
  public JsonNode put(String path, Path file) throws InterruptedException {
    return send(request(path).header("Content-Type", "application/octet-stream").PUT(body(file)));
  }

  /// A thing that is gone after a try without an answer was deleted by that try.
  public JsonNode delete(String path) throws InterruptedException {
    return send(request(path).DELETE(), true);
  }

  /// One segment of a path, or one value of a query.
  public static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// A path of several segments, whose slashes stay.
  public static String escapedPath(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(OperatorClient::escaped)
        .collect(Collectors.joining("/"));
  }

  private static BodyPublisher body(Path file) {
    try {
      return BodyPublishers.ofFile(file);
    } catch (IOException e) {
      throw new ClientFailure(0, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(base + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
    return send(request, false);
  }

  private JsonNode send(HttpRequest.Builder request, boolean isDeletion)
      throws InterruptedException {
    for (int tries = 1; ; tries++) {
      var answer = answer(request.build());
      if (answer.statusCode() == BUSY && tries < TRIES_MAX) {
        Pause.of(Duration.ofSeconds(pause(answer)));
        continue;
      }
      var json = json(answer.body());
      boolean isGone = isDeletion && tries > 1 && answer.statusCode() == MISSING;
      if (answer.statusCode() < 300 || isGone) return json;
      throw new ClientFailure(answer.statusCode(), problem(answer.statusCode(), json), null);
    }
  }

  private HttpResponse<String> answer(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ClientFailure(
          0, "%s does not answer (expected: the address of a running Parley)".formatted(server), e);
    }
  }

  private static long pause(HttpResponse<?> answer) {
    return answer.headers().firstValueAsLong("Retry-After").orElse(RETRY_SECONDS);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new ClientFailure(0, "the answer is no JSON (expected: a Parley of this version)", e);
    }
  }

  private String problem(int status, JsonNode json) {
    var detail = json.path("detail").asText("");
    return switch (status) {
      case 401, 403 ->
          "the server does not accept the token (expected: %s)%s"
              .formatted(expected, detail.isEmpty() ? "" : "; it answers: " + detail);
      default -> detail.isEmpty() ? "the server answers " + status : detail;
    };
  }
}
