package io.parley.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tries every operation of the API with every kind of credential. The description of the API says
/// whom an operation is for: these get in, and nobody else.
final class AccessTrials {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OF_A_SESSION = "/v1/sessions/{id}";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Set<String> TOKENS = Set.of("sessionToken", "agentToken", "operatorToken");

  /// A session of nobody.
  private static final String MISSING = "00000000-0000-4000-8000-000000000000";

  private enum Holder {
    NOBODY(""),
    FORGER("sessionToken"),
    REVOKED("sessionToken"),
    OTHER("sessionToken"),
    CUSTOMER("sessionToken"),
    AGENT("agentToken"),
    OPERATOR("operatorToken");

    private final String scheme;

    Holder(String scheme) {
      this.scheme = scheme;
    }
  }

  private record Operation(String method, String path, Set<String> schemes) {
    boolean ofSession() {
      return path.startsWith(OF_A_SESSION);
    }

    boolean admits(Holder holder) {
      return switch (holder) {
        case NOBODY, FORGER, REVOKED -> false;
        // for which session is in the body, or does not matter
        case OTHER -> schemes.contains(holder.scheme) && !ofSession();
        case CUSTOMER, AGENT, OPERATOR -> schemes.contains(holder.scheme);
      };
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI port;
  private final String agent;
  private final String operator;
  private final List<String> wrong = new ArrayList<>();
  private int tries;

  /// @param agent token; @param operator token
  AccessTrials(URI port, String agent, String operator) {
    this.port = port;
    this.agent = agent;
    this.operator = operator;
  }

  /// Tries all, and returns what was not as it should be, by sentences.
  List<String> tried() throws IOException, InterruptedException {
    var document = JSON.readTree(send("GET", "/openapi.json", "").body());
    for (var operation : operations(document)) attempt(operation);
    return wrong;
  }

  /// How many requests were judged.
  int tries() {
    return tries;
  }

  /// Those that need a token; sockets take theirs otherwise.
  private static List<Operation> operations(JsonNode document) {
    var all = new ArrayList<Operation>();
    for (var path : document.path("paths").properties())
      for (var operation : path.getValue().properties()) {
        if (!METHODS.contains(operation.getKey())) continue;
        if (operation.getValue().path("responses").has("101")) continue;
        var schemes = new HashSet<String>();
        boolean open = false;
        for (var way : operation.getValue().path("security")) {
          way.fieldNames().forEachRemaining(schemes::add);
          open |= way.isEmpty();
        }
        schemes.retainAll(TOKENS);
        if (!open && !schemes.isEmpty())
          all.add(
              new Operation(
                  operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), Set.copyOf(schemes)));
      }
    return all;
  }

  /// The refused first: some operations end or erase the session.
  private void attempt(Operation operation) throws IOException, InterruptedException {
    var own = session();
    for (var holder : Holder.values()) {
      var answer = send(operation, own.id(), token(holder, own));
      tries++;
      if (operation.admits(holder)) admitted(operation, holder, answer);
      else refused(operation, holder, answer);
    }
  }

  private void admitted(Operation operation, Holder holder, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 401 || status == 403)
      wrong.add("%s refuses %s: %s".formatted(operation, holder, told(answer)));
  }

  private void refused(Operation operation, Holder holder, HttpResponse<String> answer)
      throws IOException, InterruptedException {
    int expected =
        switch (holder) {
          case NOBODY, REVOKED -> 401;
          case FORGER -> operation.ofSession() ? 404 : 401;
          case OTHER -> operation.ofSession() ? 404 : 403;
          case CUSTOMER, AGENT, OPERATOR -> 403;
        };
    if (answer.statusCode() != expected)
      wrong.add(
          "%s with the token of %s: %s (expected: %d)"
              .formatted(operation, holder, told(answer), expected));
    if (holder == Holder.OTHER && operation.ofSession()) looksMissing(operation, answer);
  }

  /// A session of somebody else looks as if it did not exist.
  private void looksMissing(Operation operation, HttpResponse<String> foreign)
      throws IOException, InterruptedException {
    var missing = send(operation, MISSING, token(Holder.OTHER, session()));
    if (!problem(missing).equals(problem(foreign)))
      wrong.add(
          "%s: a foreign session %s, a missing one %s"
              .formatted(operation, told(foreign), told(missing)));
  }

  /// Without what names the request and its address.
  private static JsonNode problem(HttpResponse<String> answer) throws IOException {
    var problem = JSON.readTree(answer.body());
    return problem instanceof ObjectNode fields
        ? fields.deepCopy().without(List.of("instance", "requestId"))
        : problem;
  }

  private static String told(HttpResponse<String> answer) {
    return answer.statusCode() + " " + answer.body();
  }

  private String token(Holder holder, Caller.Session own) throws IOException, InterruptedException {
    return switch (holder) {
      case NOBODY -> "";
      case FORGER -> forged(own.token());
      case REVOKED -> revoked();
      case OTHER -> session().token();
      case CUSTOMER -> own.token();
      case AGENT -> agent;
      case OPERATOR -> operator;
    };
  }

  /// With another signature.
  private static String forged(String token) {
    int dot = token.lastIndexOf('.');
    return token.substring(0, dot + 1) + new StringBuilder(token.substring(dot + 1)).reverse();
  }

  private String revoked() throws IOException, InterruptedException {
    var session = session();
    var answer = send("DELETE", "/v1/sessions/" + session.id() + "/tokens", agent);
    if (answer.statusCode() != 204) throw new IOException("not revoked: " + told(answer));
    return session.token();
  }

  private Caller.Session session() throws IOException, InterruptedException {
    var answer = send("POST", "/v1/sessions", agent);
    if (answer.statusCode() != 201) throw new IOException("not started: " + told(answer));
    var session = JSON.readTree(answer.body());
    return new Caller.Session(session.path("id").asText(), session.path("token").asText());
  }

  private HttpResponse<String> send(Operation operation, String session, String token)
      throws IOException, InterruptedException {
    var path = operation.path();
    if (operation.ofSession()) path = path.replace("{id}", session);
    return send(operation.method(), path.replaceAll("\\{[^}]+}", "nothing"), token);
  }

  private HttpResponse<String> send(String method, String path, String token)
      throws IOException, InterruptedException {
    boolean bodiless = method.equals("GET") || method.equals("DELETE");
    var request =
        HttpRequest.newBuilder(port.resolve(path))
            .method(method, bodiless ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
    if (!bodiless) request.header("Content-Type", "application/json");
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
