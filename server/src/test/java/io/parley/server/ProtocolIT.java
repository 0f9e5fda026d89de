package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.http.session.TestSocket;
import io.parley.server.e2e.PreparedData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The protocol with the whole program: real database, real object store, real sockets, and the
/// scripted model.
class ProtocolIT {
  private static final String AGENT = "an-agent-token-for-this-test";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Message texts of this test, which must not appear in any log.
  private static final String SECRET = "xyzzy-my-secret";

  @TempDir static Path data;
  private static Program program;
  private static final ListAppender<ILoggingEvent> LOG =
      new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
          // the thread's context is not available later
          event.prepareForDeferredProcessing();
          super.append(event);
        }
      };

  @BeforeAll
  static void start() throws IOException {
    PreparedData.at(data.resolve("data"));
    LOG.start();
    root().addAppender(LOG);
    // the most verbose levels allowed in production
    ((Logger) LoggerFactory.getLogger("io.parley")).setLevel(Level.DEBUG);
    program = program();
  }

  private static Program program() {
    return Program.start(
        Map.of(
            "parley.data",
            data.resolve("data").toString(),
            "parley.http.port",
            0,
            "parley.management.port",
            0,
            "parley.tokens.agent",
            AGENT,
            "parley.tokens.operator",
            "an-operator-token-for-this-test",
            "parley.model.name",
            "scripted",
            "parley.model.scripted.chunks",
            10,
            "parley.model.scripted.delay",
            // a reader that joins during a reply has three seconds
            "300ms",
            "parley.http.start.per-address",
            1000));
  }

  @AfterAll
  static void stop() {
    program.close();
    root().detachAppender(LOG);
    ((Logger) LoggerFactory.getLogger("io.parley")).setLevel(null);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private record Started(String id, String token) {
    TestSocket socket(String token, long after) {
      var http = program.running().addresses().http();
      var uri = http.replace("http:", "ws:") + "/v1/sessions/" + id + "/socket?after=" + after;
      return TestSocket.open(HTTP, URI.create(uri), token);
    }

    TestSocket socket() {
      return socket(token, 0);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
        .join();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(program.running().addresses().http() + path));
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  private static Started session(String... headers) {
    var request = request("/v1/sessions").POST(HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) request.headers(headers);
    var started = json(send(request));
    return new Started(started.path("id").asText(), started.path("token").asText());
  }

  private static String say(String id, String text) {
    return "{\"type\":\"say\",\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
  }

  /// Frames up to the event of this kind.
  private static List<JsonNode> upTo(TestSocket socket, String kind) {
    var frames = new ArrayList<JsonNode>();
    do frames.add(socket.next());
    while (!kind(frames.getLast()).equals(kind));
    return frames;
  }

  private static String kind(JsonNode frame) {
    return frame.at("/event/kind").asText();
  }

  /// A reader's text of the open reply: cut at `from`, then append.
  private static String preview(List<JsonNode> frames) {
    var text = new StringBuilder();
    for (var frame : frames) {
      if (!frame.path("type").asText().equals("delta")) continue;
      text.setLength(frame.path("from").asInt());
      text.append(frame.path("text").asText());
    }
    return text.toString();
  }

  @Test
  void a_streamed_reply_is_stored_as_shown() {
    try (var socket = session().socket()) {
      socket.upTo("caught-up");
      socket.send(say("a", SECRET));
      var frames = upTo(socket, "reply-completed");
      var deltas = frames.stream().filter(f -> f.path("type").asText().equals("delta")).toList();
      assertThat(deltas).hasSizeGreaterThan(2);
      assertThat(deltas).allMatch(delta -> delta.path("attempt").asInt() == 1);
      var reply = frames.getLast().path("event");
      assertThat(preview(frames)).isEqualTo(reply.path("text").asText());
      assertThat(reply.has("usage")).isFalse();
      assertThat(frames).anyMatch(frame -> frame.path("type").asText().equals("accepted"));
    }
  }

  @Test
  void a_reader_that_joins_late_gets_the_whole_text_so_far() {
    var session = session();
    try (var first = session.socket()) {
      first.upTo("caught-up");
      first.send(say("a", "hello"));
      first.next("delta");
      first.next("delta");
      try (var second = session.socket(AGENT, 0)) {
        var early = second.upTo("delta");
        assertThat(early.getLast().path("from").asInt()).isZero();
        assertThat(early.getLast().path("text").asText()).contains(" ");
        var frames = upTo(second, "reply-completed");
        frames.addFirst(early.getLast());
        assertThat(preview(frames)).isEqualTo(frames.getLast().at("/event/text").asText());
        assertThat(frames.getLast().at("/event/usage/model").asText()).isNotEmpty();
      }
    }
  }

  @Test
  void an_interrupted_turn_keeps_the_heard_part_and_the_next_message_starts_a_turn() {
    try (var socket = session().socket()) {
      socket.upTo("caught-up");
      socket.send(say("a", "hello"));
      socket.next("delta");
      socket.send("{\"type\":\"interrupt\",\"id\":\"i\",\"turn\":1}");
      var frames = upTo(socket, "turn-interrupted");
      var event = frames.getLast().path("event");
      assertThat(event.path("by").asText()).isEqualTo("customer");
      assertThat(event.path("id").asText()).isEqualTo("i");
      socket.send(say("b", "and now?"));
      assertThat(upTo(socket, "reply-completed").getLast().at("/event/turn").asInt()).isEqualTo(2);
    }
  }

  @Test
  void a_reconnected_socket_gets_every_event_once() {
    var session = session();
    long last;
    try (var socket = session.socket()) {
      socket.upTo("caught-up");
      socket.send(say("a", "hello"));
      last = upTo(socket, "turn-started").getLast().path("seq").asLong();
    }
    try (var socket = session.socket(session.token(), last)) {
      var reply = upTo(socket, "reply-completed").getLast();
      assertThat(reply.path("seq").asLong()).isEqualTo(last + 1);
    }
  }

  @Test
  void an_idempotency_key_finds_its_session_and_a_repeated_message_its_number() {
    var first = session("Idempotency-Key", "key-of-" + SECRET);
    var second = session("Idempotency-Key", "key-of-" + SECRET);
    assertThat(second.id()).isEqualTo(first.id());
    var message =
        request("/v1/sessions/" + first.id() + "/messages")
            .header("Authorization", "Bearer " + second.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"a\",\"text\":\"hello\"}"));
    assertThat(send(message).body()).isEqualTo(send(message).body());
  }

  @Test
  void an_ended_session_is_archived_and_its_readers_get_the_last_event() {
    var session = session();
    try (var socket = session.socket()) {
      socket.upTo("caught-up");
      socket.send("{\"type\":\"end\",\"id\":\"e\",\"reason\":\"%s\"}".formatted(SECRET));
      assertThat(socket.next("accepted").path("id").asText()).isEqualTo("e");
      upTo(socket, "session-archived");
      assertThat(socket.next("closing").path("code").asInt()).isEqualTo(1000);
      assertThat(socket.closeCode()).isEqualTo(1000);
    }
    var archive =
        json(
            send(
                request("/v1/sessions/" + session.id() + "/archive")
                    .header("Authorization", "Bearer " + session.token())));
    assertThat(archive.path("events").get(0).at("/event/kind").asText())
        .isEqualTo("session-started");
  }

  @Test
  void agents_find_sessions_in_the_list() {
    var session = session();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        send(request("/v1/sessions?limit=50")
                                .header("Authorization", "Bearer " + AGENT))
                            .body())
                    .contains(session.id()));
  }

  @Test
  void operators_see_readiness_and_metrics_without_texts_or_ids() {
    var session = session();
    try (var socket = session.socket()) {
      socket.upTo("caught-up");
      socket.send(say("a", SECRET));
      upTo(socket, "reply-completed");
    }
    var management = program.running().addresses().management();
    var ready = URI.create(management + "/health/ready");
    await().atMost(PATIENCE).until(() -> send(HttpRequest.newBuilder(ready)).statusCode() == 200);
    var metrics = send(HttpRequest.newBuilder(URI.create(management + "/metrics"))).body();
    assertThat(metrics)
        .contains("parley_commands_total{kind=\"say\",outcome=\"stored\"}")
        .contains("parley_model_calls_seconds_count")
        .contains("parley_readers_open")
        .contains("route=\"/v1/sessions/{id}/socket\"")
        .doesNotContain(session.id(), SECRET);
    var members = send(HttpRequest.newBuilder(URI.create(management + "/cluster/members")));
    assertThat(json(members).at("/members/0/status").asText()).isEqualTo("Up");
    for (var event : List.copyOf(LOG.list))
      assertThat(event.getFormattedMessage() + " " + event.getThrowableProxy())
          .doesNotContain(SECRET);
  }

  @Test
  void no_line_of_the_log_has_a_key_twice() {
    var session = session();
    try (var socket = session.socket()) {
      socket.upTo("caught-up");
      socket.send(say("a", "hello"));
      upTo(socket, "reply-completed");
    }
    var posted =
        request("/v1/sessions/" + session.id() + "/messages")
            .header("Authorization", "Bearer " + session.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"b\",\"text\":\"and?\"}"));
    assertThat(send(posted).statusCode()).isEqualTo(202);
    // a call is logged after its answer
    var lines = new LogLines();
    var read = new AtomicReference<List<JsonNode>>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              read.set(List.copyOf(LOG.list).stream().map(lines::read).toList());
              assertThat(read.get())
                  .anySatisfy(
                      line -> {
                        assertThat(line.path("route").asText())
                            .isEqualTo("/v1/sessions/{id}/messages");
                        assertThat(line.path("session").asText()).isEqualTo(session.id());
                      });
            });
    // fields of the context only
    assertThat(read.get())
        .anySatisfy(
            line -> {
              assertThat(line.has("route")).isFalse();
              assertThat(line.has("session")).isTrue();
            });
  }
}
