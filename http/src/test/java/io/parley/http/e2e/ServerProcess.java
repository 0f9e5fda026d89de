package io.parley.http.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// The built program, as the launcher starts it: its own process on the run layout, on free ports.
final class ServerProcess implements Served, AutoCloseable {
  static final String AGENT_TOKEN = "an-agent-token-for-the-tests-0001";
  static final String OPERATOR_TOKEN = "an-operator-token-for-the-tests-01";
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path data;
  private final Path log;
  private final URI http;
  private final URI management;

  private ServerProcess(Process process, Path data, Path log, URI http, URI management) {
    this.process = process;
    this.data = data;
    this.log = log;
    this.http = http;
    this.management = management;
  }

  /// Starts it on `data` and waits until traffic may come. What only a first start does was done
  /// before, by [PreparedData].
  static ServerProcess start(Path data, Map<String, String> settings) throws IOException {
    return start(data, settings, List.of());
  }

  /// @param arguments of the command line
  static ServerProcess start(Path data, Map<String, String> settings, List<String> arguments)
      throws IOException {
    if (!settings.containsKey("PARLEY_DATABASE_URL")) PreparedData.at(data);
    return startOn(data, settings, arguments);
  }

  /// Starts it as the first start on an empty directory, with all that belongs to that.
  static ServerProcess startFirst(Path data, Map<String, String> settings) throws IOException {
    return startOn(data, settings, List.of());
  }

  private static ServerProcess startOn(
      Path data, Map<String, String> settings, List<String> arguments) throws IOException {
    var addresses = data.resolve("addresses.json");
    Files.deleteIfExists(addresses);
    var log = Files.createTempFile("parley-", ".log");
    var process = launch(data, settings, log, arguments);
    try {
      Awaitility.await()
          .atMost(START)
          .until(
              () -> {
                if (!process.isAlive())
                  throw new AssertionError("the server ended:\n" + Files.readString(log));
                return Files.exists(addresses);
              });
      var bound = JSON.readTree(Files.readAllBytes(addresses));
      var server =
          new ServerProcess(
              process,
              data,
              log,
              URI.create(bound.get("http").asText()),
              URI.create(bound.get("management").asText()));
      Awaitility.await().atMost(START).until(server::isReady);
      return server;
    } catch (RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Starts it without waiting for anything, for starts that are expected to fail.
  static Process launch(Path data, Map<String, String> settings, Path log, List<String> arguments)
      throws IOException {
    var dist = Path.of("target/dist").toAbsolutePath();
    assertThat(dist.resolve("lib")).as("the run layout (mvn package makes it)").isDirectory();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + dist.resolve("jvm.options"));
    // a test's server does not live to see what the second compiler would make of it
    command.add("-XX:TieredStopAtLevel=1");
    // where the build has made one; a cache of other jars is left aside by the JVM
    if (Files.exists(dist.resolve("cache.key")))
      command.addAll(List.of("-XX:AOTCache=" + dist.resolve("server.aot"), "-Xlog:aot=off"));
    command.addAll(
        List.of(
            "-Dparley.home=" + Path.of("..").toRealPath(),
            "-cp",
            classPath(dist),
            "io.parley.http.server.Main"));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PARLEY_"));
    environment.put("PARLEY_HTTP_PORT", "0");
    environment.put("PARLEY_MANAGEMENT_PORT", "0");
    environment.put("PARLEY_DATA", data.toString());
    environment.put("PARLEY_AGENT_TOKEN", AGENT_TOKEN);
    environment.put("PARLEY_OPERATOR_TOKEN", OPERATOR_TOKEN);
    environment.putAll(settings);
    return builder.start();
  }

  private static String classPath(Path dist) throws IOException {
    try (var jars = Files.list(dist.resolve("lib"))) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    }
  }

  @Override
  public URI http(String path) {
    return http.resolve(path);
  }

  URI management(String path) {
    return management.resolve(path);
  }

  Path data() {
    return data;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /// All that it has started and that still runs, and itself.
  List<ProcessHandle> processes() {
    var all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  long pid() {
    return process.pid();
  }

  /// As the kernel's out-of-memory killer or a power cut would: nothing is flushed, nobody is told.
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /// As an operator would (SIGTERM).
  ///
  /// @return the exit code
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  /// @return the exit code
  int awaitEnd() {
    awaitExit();
    return process.exitValue();
  }

  /// Ends it at once with all that it has started: nobody needs any more what it has kept. A test
  /// that goes on with the data stops it in order, or kills it.
  @Override
  public void close() {
    if (!process.isAlive()) return;
    var own = processes();
    var database = postmaster();
    var all = new ArrayList<>(own);
    database.ifPresent(
        postmaster -> {
          all.add(postmaster);
          all.addAll(postmaster.descendants().toList());
        });
    // itself first: it starts again what ends
    process.destroyForcibly();
    own.forEach(ProcessHandle::destroyForcibly);
    database.ifPresent(ServerProcess::quit);
    // none of them writes into the directory any more, which is deleted next
    all.forEach(one -> one.onExit().orTimeout(STOP.toSeconds(), SECONDS).join());
  }

  /// PostgreSQL's first process, which is nobody's child.
  private Optional<ProcessHandle> postmaster() {
    var file = data.resolve("postgres/postmaster.pid");
    try {
      if (!Files.exists(file)) return Optional.empty();
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As `pg_ctl stop --mode=immediate`: it takes its shared memory along.
  private static void quit(ProcessHandle postmaster) {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitExit() {
    process.onExit().orTimeout(STOP.toSeconds(), SECONDS).join();
  }

  /// What `/health/ready` answers.
  int readiness() throws IOException, InterruptedException {
    var ready = HttpRequest.newBuilder(management.resolve("/health/ready")).build();
    return HTTP.send(ready, BodyHandlers.discarding()).statusCode();
  }

  /// What is measured, as Prometheus reads it.
  String metrics() throws IOException, InterruptedException {
    var metrics = HttpRequest.newBuilder(management.resolve("/metrics")).build();
    return HTTP.send(metrics, BodyHandlers.ofString()).body();
  }

  private boolean isReady() throws InterruptedException {
    try {
      return readiness() == 200;
    } catch (IOException e) {
      if (!process.isAlive()) throw new AssertionError("the server ended", e);
      return false;
    }
  }
}
