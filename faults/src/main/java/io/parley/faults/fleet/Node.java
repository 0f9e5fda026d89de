package io.parley.faults.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.bench.client.Frame;
import io.parley.bench.load.Pace;
import io.parley.bench.server.Launched;
import io.parley.bench.server.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One process of the built program, watched by a supervisor: whenever it ends, it is started again
/// on the same data, unless the test keeps it down.
public final class Node implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(50);

  /// Delay of the supervisor before it starts a process again.
  private static final Duration RESTART = Duration.ofMillis(500);

  private final String name;
  private final Place place;
  private final Path log;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Thread supervisor;
  private volatile Launched process;
  private volatile boolean wanted = true;
  private volatile boolean closed;
  private volatile int starts;
  private volatile Optional<Path> other = Optional.empty();

  /// Addresses, command and settings.
  ///
  /// @param before prefix of the program's command, such as `ip netns exec …`
  /// @param settings by environment variable; @param arguments of the command line
  record Place(
      URI http,
      URI management,
      List<String> before,
      Map<String, String> settings,
      List<String> arguments) {
    Place {
      before = List.copyOf(before);
      settings = Map.copyOf(settings);
      arguments = List.copyOf(arguments);
    }
  }

  private Node(String name, Place place, Path log) {
    this.name = name;
    this.place = place;
    this.log = log;
    this.supervisor = Thread.ofVirtual().name("supervisor-" + name).unstarted(this::supervise);
  }

  /// Returns at once: [#awaitReady] waits.
  ///
  /// @param classes of another build, as for [#becomes]
  static Node start(String name, Place place, Optional<Path> classes, Path log) throws IOException {
    var node = new Node(name, place, log);
    node.becomes(classes);
    node.launch();
    node.supervisor.start();
    return node;
  }

  private synchronized void launch() throws IOException {
    if (closed) return;
    var command = new ArrayList<>(place.before());
    command.addAll(Program.command(other, List.of(), place.arguments()));
    process = Launched.start(command, place.settings(), log);
    starts++;
  }

  private void supervise() {
    Launched ended = null;
    while (!closed) {
      var current = process;
      current.handle().onExit().join();
      if (current != ended) noteEnd();
      ended = current;
      Pace.awaitDue(System.nanoTime() + RESTART.toNanos());
      if (closed || !wanted || process != current) continue;
      try {
        launch();
      } catch (IOException e) {
        throw new IllegalStateException(name + " cannot be started again", e);
      }
    }
  }

  /// For readers of the log: the last line of the process does not show when it ended.
  private void noteEnd() {
    try {
      Files.writeString(
          log,
          "faults: %s has ended at %s%n".formatted(name, Instant.now()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  public URI http() {
    return place.http();
  }

  /// How often it was started: 1 when it never ended.
  public int starts() {
    return starts;
  }

  public Path log() {
    return log;
  }

  public ProcessHandle process() {
    return process.handle();
  }

  /// Waits until it reports that it is ready.
  public void awaitReady() throws InterruptedException, IOException {
    long until = System.nanoTime() + START.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > until)
        throw new IOException("%s is not ready; its log: %s".formatted(name, log));
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    }
  }

  public boolean isReady() throws InterruptedException {
    try {
      return management("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false; // not started yet, or ended
    }
  }

  /// SIGKILL; the supervisor starts it again.
  public void kill() {
    process.kill();
  }

  /// SIGKILL; it stays down until [#startAgain].
  public void killForGood() {
    wanted = false;
    process.kill();
  }

  public void startAgain() throws IOException {
    launch();
    wanted = true;
  }

  /// SIGTERM; the supervisor starts it again when it has ended.
  public void terminate() {
    process.handle().destroy();
  }

  /// Asks it to drain, over its management port; the supervisor starts it again when it has ended.
  ///
  /// @return the status
  public int drain() throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(place.management().resolve("/drain"))
                .timeout(PATIENCE)
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /// Sets the build that the supervisor starts from now on; the running process continues.
  ///
  /// @param classes of another build, which precede the program's own on the class path; empty for
  ///   the program as it was built
  public void becomes(Optional<Path> classes) {
    other = classes;
  }

  /// Waits until it has been started more often than `before`, and is ready.
  public void awaitStart(int before) throws InterruptedException, IOException {
    long until = System.nanoTime() + START.toNanos();
    while (starts <= before) {
      if (System.nanoTime() > until)
        throw new IOException("%s does not end; its log: %s".formatted(name, log));
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    }
    awaitReady();
  }

  /// SIGSTOP: it is paused without noticing.
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /// SIGCONT.
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Shell.run(PATIENCE, List.of("kill", "-" + name, Long.toString(process.handle().pid())));
  }

  /// A page of the management port.
  public HttpResponse<String> management(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(place.management().resolve(path)).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
  }

  /// A page of a session, with its token.
  public JsonNode get(String path, String token) throws IOException, InterruptedException {
    var response =
        client.send(
            HttpRequest.newBuilder(http().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() != 200)
      throw new IOException("%s of %s: %d".formatted(path, name, response.statusCode()));
    return Frame.JSON.readTree(response.body());
  }

  /// @return the status
  public int post(String path, String token, String body) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(http().resolve(path))
                .timeout(PATIENCE.plus(PATIENCE))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /// Kills it and keeps it down.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    process.kill();
    client.shutdownNow();
  }

  @Override
  public String toString() {
    return name;
  }
}
