package io.parley.http.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.RequestId;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Opens sockets and sends frames. Outcomes are in the words of the tables of permissions.
final class SocketOutcomes {
  static final String SOCKET = "GET /v1/sessions/{id}/socket";
  static final String AUDIO = "GET /v1/sessions/{id}/voice/socket";

  /// One of each type that a client may send.
  static final List<String> FRAMES =
      """
      {"type":"say","id":"m1","text":"Hello?"}
      {"type":"typing"}
      {"type":"interrupt","id":"m1","turn":1}
      {"type":"decide","id":"m1","call":"1.1","decision":"approve"}
      {"type":"form","form":"1.1-1","action":"decline"}
      {"type":"rate","id":"m1","score":5}
      {"type":"end","id":"m1"}
      {"type":"renew","token":"no-token-of-ours"}
      {"type":"ping","at":1}
      """
          .lines()
          .toList();

  private final HttpClient client;
  private final Operations operations;

  SocketOutcomes(HttpClient client, Operations operations) {
    this.client = client;
    this.operations = operations;
  }

  static String type(String frame) {
    return JsonText.object(frame).path("type").asText();
  }

  String ofFrame(String frame, SessionKey session, String token) {
    return opened(session, token, socket -> sent(socket, frame));
  }

  /// A frame without an id is answered only if it is rejected; then that comes before the pong.
  private static String sent(TestSocket socket, String frame) {
    socket.send(frame);
    if (!JsonText.object(frame).has("id")) socket.send("{\"type\":\"ping\",\"at\":2}");
    var answer = first(socket, Set.of("accepted", "rejected", "pong"));
    var problem = answer.path("problem").path("type").asText();
    return problem.equals(ProblemType.NOT_ALLOWED.uri()) ? "403" : "yes";
  }

  String ofSocket(SessionKey session, String token) {
    return opened(session, token, _ -> "yes");
  }

  /// @param reader says the outcome for a sender that reads the session
  private String opened(SessionKey session, String token, Function<TestSocket, String> reader) {
    try (var socket = open(SOCKET, "parley.v1", session, token)) {
      var first = first(socket, Set.of("caught-up", "closing"));
      return switch (first.path("code").asInt()) {
        case 0 -> reader.apply(socket);
        case 4401 -> "401";
        case 4404 -> "404";
        default -> first.toString();
      };
    } catch (CompletionException refused) {
      return Operations.outcome(status(refused));
    }
  }

  String closing(SessionKey session, String token) {
    try (var socket = open(SOCKET, "parley.v1", session, token)) {
      return socket.next("closing").toString();
    }
  }

  String ofAudio(SessionKey session, String token) {
    try (var socket = open(AUDIO, "parley.audio.v1", session, token)) {
      return "yes, as " + socket.subprotocol();
    } catch (CompletionException refused) {
      return Operations.outcome(status(refused));
    }
  }

  private TestSocket open(String operation, String protocol, SessionKey session, String token) {
    WebSocket.Builder builder =
        client.newWebSocketBuilder().header(RequestId.HEADER, Operations.REQUEST);
    if (token.isEmpty()) builder.subprotocols(protocol);
    else builder.subprotocols(protocol, "bearer." + token);
    var path = operation.substring(operation.indexOf(' ') + 1);
    return TestSocket.open(builder, operations.uri("ws", path, session));
  }

  /// Of a handshake that was refused.
  private static int status(CompletionException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof WebSocketHandshakeException handshake)
        return handshake.getResponse().statusCode();
    throw failure;
  }

  private static JsonNode first(TestSocket socket, Set<String> types) {
    var frame = socket.next();
    while (!types.contains(frame.path("type").asText())) frame = socket.next();
    return frame;
  }
}
