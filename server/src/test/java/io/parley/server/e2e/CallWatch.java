package io.parley.server.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/// The state of a session's call, from the frames by which the page shows it.
final class CallWatch implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<JsonNode> shown = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  private CallWatch(URI address, String token) {
    socket =
        client
            .newWebSocketBuilder()
            .subprotocols("parley.v1", "bearer." + token)
            .buildAsync(address, this)
            .join();
  }

  static CallWatch of(Served server, Caller.Session session) {
    var address = server.http("/v1/sessions/" + session.id() + "/socket").toString();
    return new CallWatch(URI.create(address.replace("http:", "ws:")), session.token());
  }

  /// All its frames so far.
  List<JsonNode> shown() {
    return List.copyOf(shown);
  }

  /// Such as `listening`; empty before the first frame.
  String phase() {
    return shown.isEmpty() ? "" : shown.getLast().path("phase").asText();
  }

  /// The engines that spoke, each once.
  List<String> speakers() {
    return shown.stream()
        .map(frame -> frame.path("speaker").asText())
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try {
        var frame = JSON.readTree(partial.toString());
        if (frame.path("type").asText().equals("call")) shown.add(frame);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }
}
