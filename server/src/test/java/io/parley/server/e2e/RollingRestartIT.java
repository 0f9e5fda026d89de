package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.PostgresSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three nodes on one database are stopped and started one after the other under load. Clients
/// notice nothing except a reconnection.
@Tag("long")
class RollingRestartIT {
  private static final int NODES = 3;
  private static final int CONVERSATIONS = 12;
  private static final int SIGTERM = 143;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final AtomicReferenceArray<ServerProcess> nodes = new AtomicReferenceArray<>(NODES);
  private final Map<String, String> settings = new HashMap<>();

  @Test
  void no_turn_fails_or_repeats_and_every_reader_gets_all_events_in_order() throws Exception {
    try (var data = DataDirectory.open(directory.resolve("database"));
        var postgres = LocalPostgres.start(data, PostgresSettings.from(ConfigFactory.load()));
        var http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      shared(postgres);
      var talkers = new ArrayList<Talker>();
      try {
        for (int node = 0; node < NODES; node++) start(node);
        talkers.addAll(talkers(http));
        var ends = run(talkers, threads);
        for (int node = 0; node < NODES; node++) {
          awaitTurns(talkers, ends);
          assertThat(nodes.get(node).stop()).as(nodes.get(node).log()).isEqualTo(SIGTERM);
          awaitTurns(talkers, ends);
          start(node);
        }
        awaitTurns(talkers, ends);
        // listeners first: each ends with the next event
        stop(talkers, ends, 1);
        stop(talkers, ends, 0);
        check(talkers);
      } finally {
        talkers.forEach(Talker::abandon);
        for (int node = 0; node < NODES; node++)
          if (nodes.get(node) != null) nodes.get(node).close();
      }
    }
  }

  private void shared(LocalPostgres postgres) {
    settings.put("PARLEY_DATABASE_URL", postgres.url());
    settings.put("PARLEY_DATABASE_USER", postgres.user());
    settings.put("PARLEY_DATABASE_PASSWORD", postgres.password());
    settings.put("PARLEY_TOKEN_KEYS", "k1:0123456789abcdef0123456789abcdef");
    // this test archives nothing
    settings.put("PARLEY_S3_ENDPOINT", "http://127.0.0.1:1");
    settings.put("PARLEY_S3_ACCESS_KEY", "none");
    settings.put("PARLEY_S3_SECRET_KEY", "none");
    settings.put("PARLEY_MODEL", "scripted");
    settings.put("PARLEY_SCRIPTED_CHUNKS", "20");
    settings.put("PARLEY_SCRIPTED_DELAY", "40");
  }

  private void start(int node) throws IOException {
    nodes.set(node, ServerProcess.start(directory.resolve("node-" + node), settings));
  }

  /// A speaker for each conversation and, on another node, a listener.
  private List<Talker> talkers(HttpClient http) throws IOException, InterruptedException {
    var talkers = new ArrayList<Talker>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      var session = Caller.start(nodes.get(i % NODES));
      int first = i;
      talkers.add(new Talker(http, session, n -> socket(session, first + n), true));
      talkers.add(new Talker(http, session, n -> socket(session, first + 1 + n), false));
    }
    return talkers;
  }

  private URI socket(Caller.Session session, int node) {
    var address = nodes.get(node % NODES).http("/v1/sessions/" + session.id() + "/socket");
    return URI.create(address.toString().replaceFirst("^http", "ws"));
  }

  private static List<CompletableFuture<Void>> run(List<Talker> talkers, ExecutorService threads) {
    return talkers.stream().map(talker -> CompletableFuture.runAsync(talker, threads)).toList();
  }

  /// @param which 0 for speakers, 1 for listeners
  private static void stop(List<Talker> talkers, List<CompletableFuture<Void>> ends, int which) {
    for (int i = which; i < talkers.size(); i += 2) talkers.get(i).stop();
    for (int i = which; i < talkers.size(); i += 2)
      ends.get(i).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// Waits until every client has received two more replies.
  private static void awaitTurns(List<Talker> talkers, List<CompletableFuture<Void>> ends) {
    var before = talkers.stream().map(Talker::turns).toList();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // a client that ended early has failed
              for (var end : ends) if (end.isDone()) end.join();
              for (int i = 0; i < talkers.size(); i++)
                if (talkers.get(i).turns() < before.get(i) + 2) return false;
              return true;
            });
  }

  private void check(List<Talker> talkers) throws IOException, InterruptedException {
    for (int i = 0; i < talkers.size(); i += 2) {
      var speaker = talkers.get(i);
      var session = speaker.session();
      var events = Caller.with(session.token()).events(nodes.get(0), session);
      assertThat(speaker.heard())
          .extracting(frame -> frame.get("event"))
          .isEqualTo(kindsOf(events));
      var listened = talkers.get(i + 1).heard();
      assertThat(listened)
          .extracting(frame -> frame.get("event"))
          .isEqualTo(kindsOf(events).subList(0, listened.size()));
      int turns = count(events, "turn-started");
      assertThat(count(events, "said")).as("answered one by one").isEqualTo(turns);
      assertThat(count(events, "reply-completed")).isEqualTo(turns);
      assertThat(count(events, "turn-failed")).isZero();
      assertThat(count(events, "turn-resumed") + count(events, "turn-paused"))
          .as("turns that started twice")
          .isZero();
      speaker
          .acknowledged()
          .forEach(
              (id, seq) ->
                  assertThat(events)
                      .filteredOn(event -> event.at("/event/id").asText().equals(id))
                      .singleElement()
                      .satisfies(said -> assertThat(said.get("seq").asLong()).isEqualTo(seq)));
      assertThat(speaker.acknowledged()).hasSize(turns);
    }
    assertThat(talkers)
        .as("every client had to change its node")
        .allMatch(t -> t.connections() > 1);
  }

  private static List<JsonNode> kindsOf(List<JsonNode> events) {
    return events.stream().map(event -> event.get("event")).toList();
  }

  private static int count(List<JsonNode> events, String kind) {
    return (int)
        events.stream().filter(event -> event.at("/event/kind").asText().equals(kind)).count();
  }
}
