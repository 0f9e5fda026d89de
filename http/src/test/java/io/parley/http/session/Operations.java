package io.parley.http.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.tenant.SessionKey;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.RequestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Sends the operations of `openapi.json`, with its examples.
final class Operations {
  static final String REQUEST = "request-1";

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final JsonNode DOCUMENT = document();

  private final HttpClient client;
  private final int port;

  Operations(HttpClient client, int port) {
    this.client = client;
    this.port = port;
  }

  private static JsonNode document() {
    try (var in = Operations.class.getResourceAsStream("/api/openapi.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of them, such as `GET /v1/sessions`.
  static List<String> names() {
    var names = new ArrayList<String>();
    for (var path : DOCUMENT.path("paths").properties())
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (METHODS.contains(field))
                  names.add(field.toUpperCase(Locale.ROOT) + " " + path.getKey());
              });
    return names;
  }

  /// @param session that the address names, if it names one
  /// @param token none when empty
  HttpResponse<String> call(String operation, SessionKey session, String token) {
    var method = operation.substring(0, operation.indexOf(' '));
    var path = operation.substring(method.length() + 1);
    var request =
        HttpRequest.newBuilder(uri("http", path, session))
            .timeout(EdgeServer.PATIENCE)
            .header(RequestId.HEADER, REQUEST);
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    body(method, path)
        .ifPresentOrElse(
            body ->
                request
                    .header("Content-Type", body.type())
                    .method(method, BodyPublishers.ofString(body.text())),
            () -> request.method(method, BodyPublishers.noBody()));
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).join();
  }

  /// The example of a body, with its media type.
  record Body(String type, String text) {}

  /// @return empty for an operation without one
  static Optional<Body> body(String method, String path) {
    var body =
        DOCUMENT.path("paths").path(path).path(method.toLowerCase(Locale.ROOT)).path("requestBody");
    if (body.isMissingNode()) return Optional.empty();
    var content = body.path("content").properties().iterator().next();
    var type = content.getKey();
    return Optional.of(
        new Body(type.equals("*/*") ? "text/plain" : type, example(type, content.getValue())));
  }

  private static String example(String type, JsonNode content) {
    if (content.has("example")) return content.path("example").toString();
    return type.endsWith("json") ? "{}" : "a=b";
  }

  URI uri(String scheme, String path, SessionKey session) {
    return URI.create(scheme + "://127.0.0.1:" + port + filled(path, session));
  }

  /// With values in place of the path's parameters. Only that of the session counts.
  static String filled(String path, SessionKey session) {
    return path.replace("/v1/sessions/{id}", "/v1/sessions/" + session.session().value())
        .replace("{number}", "+4930901820")
        .replace("{call}", "1.1")
        .replaceAll("\\{[a-z]+\\*?}", "1");
  }

  static String outcome(HttpResponse<String> response) {
    return outcome(response.statusCode(), response.body());
  }

  /// A 404 for another reason is an answer of an operation that was admitted.
  static String outcome(int status, String body) {
    boolean isForeign = body.contains("\"" + ProblemType.SESSION_NOT_FOUND.uri() + "\"");
    return status == 404 && !isForeign ? "yes" : outcome(status);
  }

  static String outcome(int status) {
    return switch (status) {
      case 401, 403, 404 -> Integer.toString(status);
      default -> "yes";
    };
  }
}
