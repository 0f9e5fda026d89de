package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.parley.conventions.deploy.Command;
import io.parley.http.session.TestSocket;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalObjectStore;
import io.parley.persistence.embedded.ObjectStoreSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `deploy/backup` under load, `deploy/restore` to another PostgreSQL and another object store, and
/// a server on those: no acknowledged message is missing, and all clients continue. Needs
/// PostgreSQL's programs and rclone, which root installs from Debian.
class RestoreDrillIT {
  private static final int CONVERSATIONS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path SCRIPTS = Path.of("../deploy").toAbsolutePath().normalize();

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void programsAreThere() throws IOException, InterruptedException {
    Command.findOrInstall("rclone", "rclone");
    if (DebianPostgres.programs().isEmpty()) Command.findOrInstall("initdb", "postgresql");
    assumeThat(DebianPostgres.programs()).as("PostgreSQL's own programs").isPresent();
    assumeThat(Command.find("pg_dump")).as("pg_dump").isPresent();
    assumeThat(Command.find("rclone")).as("rclone").isPresent();
  }

  @Test
  void acknowledged_messages_survive_backup_and_restore_on_another_machine() throws Exception {
    var copy = directory.resolve("copy");
    try (var here = Place.open(directory.resolve("here"));
        var there = Place.open(directory.resolve("there"));
        var server = start("here/node", here);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var archived = archived(server);
      var talkers = talkers(server);
      var ends = talkers.stream().map(t -> CompletableFuture.runAsync(t, threads)).toList();
      try {
        awaitTurns(talkers, 2);
        var acknowledged =
            talkers.stream().map(talker -> Map.copyOf(talker.acknowledged())).toList();
        var turns = talkers.stream().map(Talker::turns).toList();
        script("backup", here, copy);
        awaitTurns(talkers, turns);
        script("restore", there, copy);
        // the old server keeps running: the new one must not find it and join its cluster
        try (var second = start("there/node", there)) {
          assertThat(members(second)).isEqualTo(1);
          for (var talker : talkers) talker.stop();
          for (var end : ends) end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
          for (int i = 0; i < CONVERSATIONS; i++)
            assertGoesOn(second, talkers.get(i), acknowledged.get(i));
          assertThat(archive(second, archived)).isEqualTo(archive(server, archived));
        }
      } finally {
        talkers.forEach(Talker::abandon);
      }
      assertIsRefused(there, copy);
    }
  }

  /// A PostgreSQL and an object store.
  private record Place(DebianPostgres postgres, DataDirectory data, LocalObjectStore store)
      implements AutoCloseable {
    static Place open(Path directory) throws IOException, InterruptedException, SQLException {
      var data = DataDirectory.open(directory.resolve("store"));
      var store =
          LocalObjectStore.start(
              data,
              ObjectStoreSettings.from(ConfigFactory.load()),
              List.of(Path.of("target/dist/s3")));
      return new Place(DebianPostgres.start(DebianPostgres.programs().orElseThrow()), data, store);
    }

    /// The settings for servers and scripts.
    Map<String, String> variables() {
      var variables = new HashMap<>(postgres.variables());
      variables.put("PARLEY_S3_ENDPOINT", store.endpoint().toString());
      variables.put("PARLEY_S3_ACCESS_KEY", store.keys().accessKey());
      variables.put("PARLEY_S3_SECRET_KEY", store.keys().secretKey());
      variables.put("PARLEY_TOKEN_KEYS", "k1:0123456789abcdef0123456789abcdef");
      variables.put("PARLEY_MODEL", "scripted");
      variables.put("PARLEY_SCRIPTED_DELAY", "40");
      return variables;
    }

    @Override
    public void close() {
      postgres.close();
      store.close();
      data.close();
    }
  }

  /// Without the sample shop, and with longer timeouts for a busy machine.
  private ServerProcess start(String node, Place place) throws IOException {
    var config =
        Files.writeString(
            directory.resolve("parley.conf"),
            "parley { sample-shop = false, sessions { ask-timeout = 40s, ask-again = 10s } }");
    return ServerProcess.start(
        directory.resolve(node), place.variables(), List.of("--config", config.toString()));
  }

  private int members(ServerProcess server) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.management("/cluster/members")).build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(answer).get("members").size();
  }

  private static String script(String name, Place place, Path copy)
      throws IOException, InterruptedException {
    var result = run(name, place, copy);
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  private static Command.Result run(String name, Place place, Path copy)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(SCRIPTS.resolve(name).toString(), copy.toString())
            .redirectErrorStream(true);
    builder.environment().putAll(place.variables());
    var process = builder.start();
    process.getOutputStream().close();
    var output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return new Command.Result(process.waitFor(), output);
  }

  /// A restore over existing data is refused.
  private static void assertIsRefused(Place place, Path copy)
      throws IOException, InterruptedException {
    var again = run("restore", place, copy);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.output()).contains("expected: an empty one");
    Files.writeString(copy.resolve("database.dump"), "another file");
    var damaged = run("restore", place, copy);
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.output()).contains("is damaged");
  }

  private static Caller.Session archived(ServerProcess server) throws Exception {
    var session = Caller.start(server);
    var customer = Caller.with(session.token());
    customer.say(server, session, "m1", "hello");
    customer.post(server, "/v1/sessions/" + session.id() + "/end", "{}", 202);
    await()
        .atMost(PATIENCE)
        .until(() -> customer.status(server, "/v1/sessions/" + session.id() + "/archive") == 200);
    return session;
  }

  private static JsonNode archive(ServerProcess server, Caller.Session session)
      throws IOException, InterruptedException {
    return Caller.with(session.token()).get(server, "/v1/sessions/" + session.id() + "/archive");
  }

  private List<Talker> talkers(ServerProcess server) throws IOException, InterruptedException {
    var talkers = new ArrayList<Talker>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      var session = Caller.start(server);
      talkers.add(new Talker(http, session, _ -> socket(server, session), true));
    }
    return talkers;
  }

  private static URI socket(ServerProcess server, Caller.Session session) {
    var address = server.http("/v1/sessions/" + session.id() + "/socket");
    return URI.create(address.toString().replaceFirst("^http", "ws"));
  }

  private static void awaitTurns(List<Talker> talkers, int more) {
    awaitTurns(talkers, talkers.stream().map(talker -> talker.turns() + more - 1).toList());
  }

  /// Waits until every client has received more than so many replies.
  private static void awaitTurns(List<Talker> talkers, List<Integer> turns) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (int i = 0; i < talkers.size(); i++)
                if (talkers.get(i).turns() <= turns.get(i)) return false;
              return true;
            });
  }

  /// Every acknowledged message exists under its number with its text; a reader that continues
  /// after its last event misses nothing; and the conversation has a next turn.
  private void assertGoesOn(ServerProcess server, Talker talker, Map<String, Long> acknowledged)
      throws IOException, InterruptedException {
    assertThat(acknowledged).isNotEmpty();
    var session = talker.session();
    var customer = Caller.with(session.token());
    var events = customer.events(server, session);
    acknowledged.forEach(
        (id, seq) -> {
          var event = events.get((int) (seq - 1));
          assertThat(event.at("/event/id").asText()).isEqualTo(id);
          var heard = talker.heard().get((int) (seq - 1));
          assertThat(event.get("event")).isEqualTo(heard.get("event"));
          assertThat(event.get("at")).isEqualTo(heard.get("at"));
        });
    var after = acknowledged.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    var address = URI.create(socket(server, session) + "?after=" + after);
    try (var socket = TestSocket.open(http, address, session.token())) {
      customer.say(server, session, "after-the-restore", "and now?");
      boolean said = false;
      boolean answered = false;
      for (long seq = after + 1; !answered; seq++) {
        var event = socket.next("event");
        assertThat(event.get("seq").asLong()).isEqualTo(seq);
        answered = said && event.at("/event/kind").asText().equals("reply-completed");
        said |= event.at("/event/id").asText().equals("after-the-restore");
      }
    }
  }
}
