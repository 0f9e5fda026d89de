package io.parley.bench.server;

import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.bench.measure.ProcessUse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The built program with embedded database and object store on a directory of its own, as the
/// launcher starts it; the scripted model answers in 20 chunks without delay, so `load-test.conf`
/// lifts the limits that protect real ones.
public final class ParleyServer implements ChatServer {
  private static final int GC_SECONDS = 60;
  private static final Duration GIVE_BACK = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Path data;
  private final Map<String, String> settings;
  private final List<String> options;
  private final List<String> arguments;
  private final ChatClient client = new ChatClient();
  private Launched process;
  private URI http;
  private URI management;
  private String sip = "";

  private ParleyServer(
      Path data, Map<String, String> settings, List<String> options, List<String> arguments) {
    this.data = data;
    this.settings = settings;
    this.options = options;
    this.arguments = arguments;
  }

  /// @param delayMillis between two chunks of a reply
  /// @param more settings, by environment variable
  /// @param options of the JVM, also for settings without a variable
  public static ParleyServer start(int delayMillis, Map<String, String> more, List<String> options)
      throws IOException, InterruptedException {
    return start(delayMillis, more, options, List.of());
  }

  /// @param arguments of its command line
  public static ParleyServer start(
      int delayMillis, Map<String, String> more, List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    var data = Home.fresh("parley");
    var settings = new HashMap<String, String>();
    settings.put("PARLEY_DATA", data.resolve("data").toString());
    settings.put("PARLEY_HTTP_PORT", Integer.toString(Home.freePort()));
    settings.put("PARLEY_MANAGEMENT_PORT", "0");
    settings.put("PARLEY_MODEL", "scripted");
    settings.put("PARLEY_SCRIPTED_CHUNKS", "20");
    settings.put("PARLEY_SCRIPTED_DELAY", Integer.toString(delayMillis));
    settings.putAll(more);
    var server = new ParleyServer(data, settings, options, arguments);
    server.launch();
    return server;
  }

  private void launch() throws IOException, InterruptedException {
    var addresses = data.resolve("data/addresses.json");
    Files.deleteIfExists(addresses);
    process =
        Launched.start(Program.command(options, arguments), settings, data.resolve("server.log"));
    process.await(() -> Files.exists(addresses));
    var bound = Frame.JSON.readTree(Files.readAllBytes(addresses));
    http = URI.create(bound.get("http").asText());
    management = URI.create(bound.get("management").asText());
    sip = bound.path("sip").asText();
    var ready = management.resolve("/health/ready");
    process.await(() -> isReady(ready));
  }

  private boolean isReady(URI ready) throws IOException, InterruptedException {
    try {
      return client.status(ready) == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  @Override
  public String name() {
    return "parley";
  }

  @Override
  public URI http() {
    return http;
  }

  /// Its data directory, in which its database and object store run.
  public Path data() {
    return data.resolve("data");
  }

  /// Its port for operators.
  public URI management() {
    return management;
  }

  /// Host and port for SIP.
  public String sip() {
    return sip.substring("sip:".length());
  }

  /// Whether calls could begin now: its models are loaded.
  public boolean takesCalls() throws IOException, InterruptedException {
    return client.json(http.resolve("/v1/voice")).path("available").asBoolean();
  }

  /// Number of sessions in memory.
  public int awake() throws IOException, InterruptedException {
    return (int) metric("parley_sessions_awake");
  }

  /// The value of a metric.
  ///
  /// @param name with its labels, as it is shown, or without them for the only one
  public double metric(String name) throws IOException, InterruptedException {
    return client
        .text(management.resolve("/metrics"))
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("no " + name + " at " + management));
  }

  @Override
  public ProcessUse use() throws IOException {
    return ProcessUse.of(process.handle(), data.resolve("data/postgres"));
  }

  @Override
  public void rest() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var pid = Long.toString(process.handle().pid());
    new ProcessBuilder(jcmd, pid, "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor(GC_SECONDS, TimeUnit.SECONDS);
    awaitGivenBack();
  }

  /// After a collection the JVM returns memory to the system gradually, on a thread of its own.
  private void awaitGivenBack() throws IOException {
    long until = System.nanoTime() + GIVE_BACK.toNanos();
    long before = use().programKiB();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK.toNanos());
      long now = use().programKiB();
      if (now > before - before / 200) return;
      before = now;
    }
  }

  /// SIGKILL, as the kernel does when memory runs out.
  ///
  /// @param everything whether to kill its database and object store too, as in a power cut
  public void kill(boolean everything) throws IOException {
    var others = new ArrayList<ProcessHandle>();
    if (everything) {
      others.addAll(process.handle().descendants().toList());
      others.addAll(ProcessUse.worksIn(data.resolve("data/postgres")));
    }
    process.kill();
    others.forEach(ProcessHandle::destroyForcibly);
  }

  /// Starts the program again on the same data and port; returns when it is ready.
  public void startAgain() throws IOException, InterruptedException {
    launch();
  }

  /// The program's log, for debugging.
  public Path log() {
    return data.resolve("server.log");
  }

  @Override
  public void close() throws IOException {
    process.stop();
    client.close();
    Home.delete(data);
  }
}
