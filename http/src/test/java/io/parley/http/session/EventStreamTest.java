package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Heard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `GET /v1/sessions/{id}/events` as a stream of server-sent events.
class EventStreamTest {
  private static final RecordedEvent ANY =
      new RecordedEvent(9, new TurnEvent.TurnResumed(1, 2, Instant.EPOCH));

  private EdgeServer server = EdgeServer.start();
  private SessionKey key = server.startSession();

  @AfterEach
  void stop() {
    server.close();
  }

  private BufferedReader open(String... headers) {
    return lines(request(headers).body());
  }

  private HttpResponse<InputStream> request(String... headers) {
    var request =
        HttpRequest.newBuilder(server.uri("/v1/sessions/" + key.session() + "/events"))
            .timeout(EdgeServer.PATIENCE)
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + server.token(key));
    for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    return server
        .client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
        .join();
  }

  private static BufferedReader lines(InputStream body) {
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /// The next event's `id:` and `data:` lines, without comments.
  private static String next(BufferedReader stream) throws IOException {
    var event = new StringBuilder();
    for (var line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.isEmpty() && !event.isEmpty()) return event.toString();
      if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("retry"))
        event.append(line).append('\n');
    }
    return "end";
  }

  private void say(String id, String text) {
    server.sessions.perform(
        key, new SessionCommand.Say(id, Party.CUSTOMER, text, Channel.WEB, Instant.now()));
  }

  @Test
  void a_stream_ends_when_its_token_is_revoked() throws IOException {
    try (var stream = open()) {
      assertThat(next(stream)).contains("session-started");
      server.call(
          "DELETE",
          "/v1/sessions/" + key.session() + "/tokens",
          "",
          "Authorization",
          "Bearer " + EdgeServer.AGENT);
      assertThat(next(stream)).isEqualTo("end");
    }
  }

  @Test
  void missed_and_live_events_have_their_numbers() throws IOException {
    var response = request();
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    try (var stream = lines(response.body())) {
      assertThat(stream.readLine()).isEqualTo("retry: 250");
      assertThat(next(stream)).startsWith("id: 1\ndata: {\"seq\":1,").contains("session-started");
      say("a", "one\ntwo");
      assertThat(next(stream)).startsWith("id: 2\ndata: ").contains("one\\ntwo");
    }
    Awaitility.await()
        .untilAsserted(
            () -> {
              // a disconnected reader is detected by a write
              server.sessions.tell(key, new Heard.Event(ANY));
              assertThat(server.readers.count()).isZero();
            });
  }

  @Test
  void a_reconnecting_client_gets_every_event_once() throws IOException {
    say("a", "hello");
    try (var stream = open("Last-Event-ID", "2")) {
      assertThat(next(stream)).startsWith("id: 3\n").contains("turn-started");
    }
  }

  @Test
  void a_last_event_id_beyond_the_end_is_refused() {
    assertThat(request("Last-Event-ID", "2").statusCode()).isEqualTo(409);
    server.sessions.perform(
        key, new SessionCommand.End(Optional.empty(), "done", Party.CUSTOMER, "", Instant.now()));
    server.sessions.archive(key, "ref");
    assertThat(request("Last-Event-ID", "4").statusCode()).isEqualTo(409);
  }

  @Test
  void an_idle_stream_gets_comments() throws IOException {
    server.close();
    server = EdgeServer.start("parley.http.readers.keep-alive = 50ms");
    key = server.startSession();
    try (var stream = open("Last-Event-ID", "1")) {
      assertThat(stream.readLine()).isEqualTo("retry: 250");
      assertThat(stream.readLine()).isEmpty();
      assertThat(stream.readLine()).isEqualTo(":");
    }
  }

  @Test
  void the_stream_ends_with_the_archive_and_a_reconnect_afterwards_gets_204() throws IOException {
    try (var stream = open()) {
      next(stream);
      server.sessions.perform(
          key, new SessionCommand.End(Optional.empty(), "done", Party.CUSTOMER, "", Instant.now()));
      assertThat(next(stream)).contains("session-ended");
      server.sessions.archive(key, "ref");
      assertThat(next(stream)).contains("session-archived");
      assertThat(next(stream)).isEqualTo("end");
    }
    assertThat(request("Last-Event-ID", "3").statusCode()).isEqualTo(204);
  }

  @Test
  void the_stream_ends_when_its_node_drains() throws IOException {
    try (var stream = open()) {
      next(stream);
      server.readers.drain(EdgeServer.PATIENCE);
      assertThat(next(stream)).isEqualTo("end");
    }
    isProblem(
        server.call(
            "GET",
            "/v1/sessions/" + key.session() + "/events",
            "",
            "Accept",
            "text/event-stream",
            "Authorization",
            "Bearer " + server.token(key)),
        503,
        "draining");
  }

  @Test
  void a_draining_node_finishes_the_open_reply_before_the_stream_ends() throws IOException {
    say("a", "hello");
    try (var stream = open("Last-Event-ID", "3")) {
      assertThat(stream.readLine()).isEqualTo("retry: 250");
      server.readers.drain(EdgeServer.PATIENCE);
      var usage = new Usage("test", 1, 1, 0, "EUR", false);
      server.sessions.perform(
          key,
          new SessionCommand.CompleteReply(
              1, 1, "Hi.", List.of(), 1, 1, usage, false, Instant.now()));
      assertThat(next(stream)).contains("reply-completed");
      assertThat(next(stream)).isEqualTo("end");
    }
  }

  @Test
  void the_stream_ends_when_its_token_expires() throws IOException {
    var life = Duration.ofHours(24).minusSeconds(5);
    var token = server.tokens.issue(key, Instant.now().minus(life)).token();
    var request =
        HttpRequest.newBuilder(server.uri("/v1/sessions/" + key.session() + "/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token)
            .build();
    try (var stream =
        lines(
            server
                .client
                .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .join()
                .body())) {
      next(stream);
      assertThat(next(stream)).isEqualTo("end");
    }
  }
}
