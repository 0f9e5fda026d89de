package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// A client that follows the protocol's rule for draining nodes: it reconnects to any node after
/// the last event that it received, and repeats unacknowledged messages under the same id. Anything
/// that the rule does not cover is an error.
final class Talker implements Runnable {
  private static final int PAUSE_MILLIS = 250;
  private static final int DRAINING = 1001;
  private static final int REFUSED = 503;

  private final HttpClient http;
  private final Caller.Session session;
  private final IntFunction<URI> nodes;
  private final boolean speaks;
  private final AtomicInteger turns = new AtomicInteger();
  private final List<JsonNode> heard = new ArrayList<>();
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private volatile boolean enough;
  private volatile boolean abandoned;
  private Optional<String> waitsFor = Optional.empty();
  private boolean answered = true;
  private int connections;
  private int said;

  /// @param nodes where the socket of the n-th connection is to be opened
  /// @param speaks whether it sends the next message after each reply, or only listens
  Talker(HttpClient http, Caller.Session session, IntFunction<URI> nodes, boolean speaks) {
    this.http = http;
    this.session = session;
    this.nodes = nodes;
    this.speaks = speaks;
  }

  @Override
  public void run() {
    while (!isThrough()) {
      try (var socket = TestSocket.open(http, address(), session.token())) {
        hear(socket);
      } catch (CompletionException refused) {
        requireCovered(refused.getCause());
      }
      pause();
    }
  }

  /// A speaker ends when its message is answered, a listener with the next event.
  void stop() {
    enough = true;
  }

  /// Ends at once: the test is over.
  void abandon() {
    abandoned = true;
  }

  /// Replies received so far.
  int turns() {
    return turns.get();
  }

  int connections() {
    return connections;
  }

  Caller.Session session() {
    return session;
  }

  List<JsonNode> heard() {
    return heard;
  }

  /// The ids of its messages, and the acknowledged numbers.
  Map<String, Long> acknowledged() {
    return acknowledged;
  }

  private URI address() {
    return URI.create(nodes.apply(connections++) + "?after=" + heard.size());
  }

  private void hear(TestSocket socket) {
    waitsFor.ifPresent(id -> say(socket, id));
    while (!isThrough()) {
      var frame = socket.next();
      switch (frame.path("type").asText()) {
        case "event" -> event(frame);
        case "accepted" -> accepted(frame);
        case "caught-up", "delta", "typing", "draining" -> {
          // nothing to do
        }
        case "closing" -> {
          assertThat(frame.path("code").asInt()).as("%s", frame).isEqualTo(DRAINING);
          return;
        }
        default -> throw new AssertionError("an error that the rule does not cover: " + frame);
      }
      if (speaks && answered && waitsFor.isEmpty() && !enough) {
        var id = "m" + ++said;
        waitsFor = Optional.of(id);
        answered = false;
        say(socket, id);
      }
    }
  }

  private void event(JsonNode frame) {
    assertThat(frame.path("seq").asLong())
        .as("number of the next event")
        .isEqualTo(heard.size() + 1L);
    heard.add(frame);
    if (frame.at("/event/kind").asText().equals("reply-completed")) {
      answered = true;
      turns.incrementAndGet();
    }
  }

  private void accepted(JsonNode frame) {
    var id = frame.path("id").asText();
    acknowledged.put(id, frame.path("seq").asLong());
    waitsFor = waitsFor.filter(waiting -> !waiting.equals(id));
  }

  private void say(TestSocket socket, String id) {
    socket.send("{\"type\":\"say\",\"id\":\"%s\",\"text\":\"and then?\"}".formatted(id));
  }

  private boolean isThrough() {
    return abandoned || (enough && answered && waitsFor.isEmpty());
  }

  private static void pause() {
    var later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> {}, later).join();
  }

  /// A draining node says so; a stopped one refuses the connection, or breaks it before an answer.
  private static void requireCovered(Throwable refused) {
    boolean covered =
        (refused instanceof WebSocketHandshakeException handshake
                && handshake.getResponse() != null)
            ? handshake.getResponse().statusCode() == REFUSED
            : refused instanceof IOException;
    if (!covered) throw new AssertionError("an error that the rule does not cover", refused);
  }
}
