package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database fails under load: nothing is acknowledged that is not stored, clients are refused
/// quickly, and the server recovers by itself.
class DatabaseGoneIT {
  /// Upper bound for a refusal: sessions have two seconds to answer, and a busy machine may stall.
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String QUICK = "parley.sessions { ask-timeout = 2s, ask-again = 500ms }\n";

  @TempDir Path directory;

  private ServerProcess server(StoppablePostgres postgres, String settings) throws Exception {
    var variables = new HashMap<>(postgres.variables());
    variables.put("PARLEY_MODEL", "scripted");
    var file = Files.writeString(directory.resolve("server.conf"), QUICK + settings);
    return ServerProcess.start(
        directory.resolve("server"), variables, List.of("serve", "--config", file.toString()));
  }

  @Test
  void messages_during_an_outage_are_refused_quickly_and_stored_once_afterwards() throws Exception {
    try (var postgres = StoppablePostgres.start(directory.resolve("database"));
        var server = server(postgres, "");
        var http = HttpClient.newHttpClient()) {
      var session = Caller.start(server);
      var other = Caller.start(server);
      var customer = Caller.with(session.token());
      try (var socket = TestSocket.open(http, socketUri(server, session), session.token())) {
        var known = new ArrayList<JsonNode>();
        known.add(socket.next("event"));
        socket.next("caught-up");
        socket.send(say("m1"));
        do known.add(socket.next("event"));
        while (!known.getLast().at("/event/kind").asText().equals("reply-completed"));

        postgres.stopImmediately();
        within(
            SOON,
            () -> {
              socket.send(say("m2"));
              return isRefused(socket.next("rejected"), "m2");
            });
        within(SOON, () -> customer.refused(server, messages(session), body("m3")));
        within(SOON, () -> Caller.with(other.token()).refused(server, messages(other), body("m4")));
        within(SOON, () -> Caller.with("").refused(server, "/v1/sessions", "{}"));
        await().atMost(PATIENCE).until(() -> server.readiness() == 503);

        postgres.startAgain();
        await().atMost(PATIENCE).until(() -> server.readiness() == 200);
        // over the same socket, which stayed open
        var before = known.size();
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  socket.send(say("m2"));
                  return isAccepted(socket, known);
                });
        await().atMost(PATIENCE).until(() -> customer.isTaken(server, session, "m3"));
        await()
            .atMost(PATIENCE)
            .until(() -> Caller.with(other.token()).isTaken(server, other, "m4"));
        assertThat(Caller.start(server).id()).isNotEmpty();

        await().atMost(PATIENCE).until(() -> replies(customer.events(server, session)) >= 2);
        var events = customer.events(server, session);
        assertThat(said(events)).containsOnlyOnce("m1", "m2", "m3").hasSize(3);
        assertThat(numbers(events)).isEqualTo(upTo(events.size()));
        assertThat(said(Caller.with(other.token()).events(server, other))).containsExactly("m4");
        // the socket received all events in order
        while (known.size() < events.size()) known.add(socket.next("event"));
        assertThat(numbers(known)).startsWith(1L).isEqualTo(upTo(known.size()));
        assertThat(known.size()).isGreaterThan(before);
      }
    }
  }

  @Test
  @Tag("long")
  void a_blocked_journal_acknowledges_nothing_and_stores_everything_once_afterwards()
      throws Exception {
    // queue capacity for a few writes, and a database that blocks them
    var settings = "jdbc-journal { bufferSize = 4, batchSize = 1, parallelism = 1 }";
    try (var postgres = StoppablePostgres.start(directory.resolve("database"));
        var server = server(postgres, settings);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sessions = new ArrayList<Caller.Session>();
      for (int i = 0; i < 20; i++) sessions.add(Caller.start(server));
      try (var gate = postgres.connect();
          var statement = gate.createStatement()) {
        gate.setAutoCommit(false);
        statement.execute("LOCK TABLE event_journal IN EXCLUSIVE MODE");
        var refused =
            threads.invokeAll(
                sessions.stream()
                    .<Callable<Boolean>>map(
                        session ->
                            () ->
                                within(
                                    SOON,
                                    () ->
                                        Caller.with(session.token())
                                            .refused(server, messages(session), body("m1"))))
                    .toList());
        for (var one : refused) assertThat(one.get()).isTrue();
        gate.rollback();
      }
      for (var session : sessions) {
        var customer = Caller.with(session.token());
        await().atMost(PATIENCE).until(() -> customer.isTaken(server, session, "m1"));
        await().atMost(PATIENCE).until(() -> replies(customer.events(server, session)) == 1);
        var events = customer.events(server, session);
        assertThat(said(events)).containsExactly("m1");
        assertThat(numbers(events)).isEqualTo(upTo(events.size()));
      }
    }
  }

  private static boolean within(Duration limit, Callable<Boolean> what) throws Exception {
    long began = System.nanoTime();
    assertThat(what.call()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(limit);
    return true;
  }

  private static boolean isRefused(JsonNode rejected, String id) {
    assertThat(rejected.path("id").asText()).isEqualTo(id);
    assertThat(rejected.at("/problem/type").asText()).isEqualTo("/problems/unavailable");
    assertThat(rejected.at("/problem/retryAfterSeconds").asInt()).isPositive();
    return true;
  }

  /// Reads until the reply to the last message.
  private static boolean isAccepted(TestSocket socket, List<JsonNode> known) {
    while (true) {
      var frame = socket.next();
      switch (frame.path("type").asText()) {
        case "event" -> known.add(frame);
        case "accepted" -> {
          return true;
        }
        case "rejected" -> {
          return false;
        }
        default -> {
          // previews
        }
      }
    }
  }

  private static List<String> said(List<JsonNode> events) {
    return events.stream()
        .filter(event -> event.at("/event/kind").asText().equals("said"))
        .map(event -> event.at("/event/id").asText())
        .toList();
  }

  private static long replies(List<JsonNode> events) {
    return events.stream()
        .filter(event -> event.at("/event/kind").asText().equals("reply-completed"))
        .count();
  }

  private static List<Long> numbers(List<JsonNode> events) {
    return events.stream().map(event -> event.path("seq").asLong()).toList();
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static URI socketUri(ServerProcess server, Caller.Session session) {
    var path = server.http("/v1/sessions/" + session.id() + "/socket").toString();
    return URI.create(path.replace("http:", "ws:"));
  }

  private static String messages(Caller.Session session) {
    return "/v1/sessions/" + session.id() + "/messages";
  }

  private static String body(String id) {
    return "{\"id\":\"" + id + "\",\"text\":\"hello\"}";
  }

  private static String say(String id) {
    return "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"hello\"}";
  }
}
