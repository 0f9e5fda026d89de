package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client of the session protocol over the JDK's WebSocket, which reports close codes.
public final class TestSocket implements WebSocket.Listener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<ByteBuffer> pong = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  private TestSocket() {}

  /// @param token none when empty
  public static TestSocket open(HttpClient client, URI uri, String token) {
    var builder = client.newWebSocketBuilder();
    if (token.isEmpty()) builder.subprotocols("parley.v1");
    else builder.subprotocols("parley.v1", "bearer." + token);
    return open(builder, uri);
  }

  static TestSocket open(WebSocket.Builder builder, URI uri) {
    var listener = new TestSocket();
    listener.socket = builder.connectTimeout(PATIENCE).buildAsync(uri, listener).join();
    return listener;
  }

  public void send(String text) {
    socket.sendText(text, true).join();
  }

  WebSocket raw() {
    return socket;
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  /// The next frame.
  public JsonNode next() {
    try {
      var frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(frame).as("a frame within %s", PATIENCE).isNotNull();
      return frame;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for a frame", e);
    }
  }

  /// The next frame of this type; skips those before it.
  public JsonNode next(String type) {
    var frame = next();
    while (!frame.path("type").asText().equals(type)) frame = next();
    return frame;
  }

  /// Everything up to and including the next frame of this type.
  public List<JsonNode> upTo(String type) {
    var seen = new ArrayList<JsonNode>();
    do seen.add(next());
    while (!seen.getLast().path("type").asText().equals(type));
    return seen;
  }

  /// The server's close code.
  public int closeCode() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  ByteBuffer pong() {
    return pong.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  boolean isQuiet() {
    return frames.isEmpty();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try {
        frames.add(JSON.readTree(partial.toString()));
      } catch (JacksonException e) {
        closed.completeExceptionally(e);
      }
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
    pong.complete(message);
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
