package io.parley.server.e2e;

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// The built program as the launcher starts it: a process on the built layout, on free ports.
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

  /// Starts it on `data` and waits until it is ready. [PreparedData] has done the work of a first
  /// start, and [SharedStore] runs already, unless the settings name another object store.
  static ServerProcess start(Path data, Map<String, String> settings) throws IOException {
    return start(data, settings, List.of());
  }

  /// @param arguments of the command line
  static ServerProcess start(Path data, Map<String, String> settings, List<String> arguments)
      throws IOException {
    if (!settings.containsKey("PARLEY_DATABASE_URL")) PreparedData.at(data);
    return startOn(data, SharedStore.with(settings, data), arguments);
  }

  /// Starts it on an empty directory, as a real first start.
  static ServerProcess startFirst(Path data, Map<String, String> settings) throws IOException {
    return startFirst(data, settings, List.of());
  }

  /// @param arguments of the command line
  static ServerProcess startFirst(Path data, Map<String, String> settings, List<String> arguments)
      throws IOException {
    return startOn(data, settings, arguments);
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

  /// Starts it without waiting, for starts that are expected to fail.
  static Process launch(Path data, Map<String, String> settings, Path log, List<String> arguments)
      throws IOException {
    var dist = Path.of("target/dist").toAbsolutePath();
    assertThat(dist.resolve("lib")).as("the built layout (mvn package creates it)").isDirectory();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + dist.resolve("jvm.options"));
    // a test's server ends before the second compiler pays off, and before the collector has learnt
    // how many objects a start makes: with its own sizes it collects a dozen times meanwhile
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:NewSize=96m", "-XX:MetaspaceSize=128m"));
    // if the build has made one; the JVM ignores a cache of other jars
    if (Files.exists(dist.resolve("cache.key")))
      command.addAll(List.of("-XX:AOTCache=" + dist.resolve("server.aot"), "-Xlog:aot=off"));
    PreparedData.libraries().ifPresent(at -> command.add("-Donnxruntime.native.path=" + at));
    command.addAll(
        List.of(
            // not sixteen: each is a process of PostgreSQL's, which reads its whole catalogue
            "-Dparley.database.pool-size=4",
            "-Dparley.database.journal.pool-size=4",
            "-Dparley.home=" + Path.of("..").toRealPath(),
            "-cp",
            classPath(dist),
            "io.parley.server.Main"));
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

  /// Where telephones call.
  SipAddress sip() {
    try {
      return SipAddress.of(
          JSON.readTree(Files.readAllBytes(data.resolve("addresses.json"))).get("sip").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /// The process and all its running descendants.
  List<ProcessHandle> processes() {
    var all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  long pid() {
    return process.pid();
  }

  /// SIGKILL, as by the out-of-memory killer: nothing is flushed, no client is told.
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /// SIGTERM, as from an operator.
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

  /// Kills it with its descendants: its data is no longer needed. A test that continues with the
  /// data stops it cleanly or kills it.
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
    // the process first: it restarts children that end
    process.destroyForcibly();
    own.forEach(ProcessHandle::destroyForcibly);
    database.ifPresent(ServerProcess::quit);
    // none may write into the directory any more, which is deleted next
    all.forEach(one -> one.onExit().orTimeout(STOP.toSeconds(), SECONDS).join());
  }

  /// PostgreSQL's first process, a daemon.
  private Optional<ProcessHandle> postmaster() {
    var file = data.resolve("postgres/postmaster.pid");
    try {
      if (!Files.exists(file)) return Optional.empty();
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Like `pg_ctl stop --mode=immediate`, which also removes its shared memory.
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

  /// The status of `/health/ready`.
  int readiness() throws IOException, InterruptedException {
    var ready = HttpRequest.newBuilder(management.resolve("/health/ready")).build();
    return HTTP.send(ready, BodyHandlers.discarding()).statusCode();
  }

  /// The metrics in Prometheus' format.
  String metrics() throws IOException, InterruptedException {
    var metrics = HttpRequest.newBuilder(management.resolve("/metrics")).build();
    return HTTP.send(metrics, BodyHandlers.ofString()).body();
  }

  /// The value of one metric, named with its labels; 0 without it.
  double metric(String name) throws IOException, InterruptedException {
    var value = Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(metrics());
    return value.find() ? Double.parseDouble(value.group(1)) : 0;
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
