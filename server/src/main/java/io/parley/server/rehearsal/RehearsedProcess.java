package io.parley.server.rehearsal;

import io.parley.server.rehearsal.Layout.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One process during the rehearsal. It writes its cache as its last act; when this JVM is stopped,
/// it is stopped, too.
final class RehearsedProcess implements AutoCloseable {
  /// Time for its own end, and for the JVM that it starts then to assemble the cache.
  private static final Duration END = Duration.ofMinutes(10);

  private static final int LAST_WORDS = 2_000;

  private final Part part;
  private final Process process;
  private final Path log;
  private final Path cache;
  private final Thread hook;

  private RehearsedProcess(Part part, Process process, Path log, Path cache) {
    this.part = part;
    this.process = process;
    this.log = log;
    this.cache = cache;
    this.hook = new Thread(process::destroy, "end-the-rehearsal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// @param stage a directory for its log and its cache
  /// @param program the main class and its arguments
  static RehearsedProcess start(
      Layout layout,
      Part part,
      Path stage,
      List<String> options,
      List<String> program,
      Map<String, String> settings)
      throws IOException {
    var name = part.name().toLowerCase(Locale.ROOT);
    var cache = stage.resolve(name + ".aot");
    var log = stage.resolve(name + ".log");
    var command = new ArrayList<String>();
    command.add(Rehearsal.java().toString());
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(options);
    command.add("-cp");
    command.add(layout.classPath(part));
    command.addAll(program);
    var builder =
        new ProcessBuilder(command)
            .directory(stage.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var environment = builder.environment();
    // the same rehearsal on every machine, whatever its environment
    environment
        .keySet()
        .removeIf(
            variable ->
                variable.startsWith("PARLEY_")
                    || List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS")
                        .contains(variable));
    environment.putAll(settings);
    return new RehearsedProcess(part, builder.start(), log, cache);
  }

  /// For a program that reads its standard input.
  Process process() {
    return process;
  }

  /// Whether it ends within this time, or has ended.
  boolean ends(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  /// Its last output explains the failure best.
  RehearsalFailure failure(String what, Throwable cause) throws IOException {
    var words = output();
    return new RehearsalFailure(
        "%s. The last output of the %s:%n%s"
            .formatted(
                what,
                part.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                words.substring(Math.max(0, words.length() - LAST_WORDS))),
        cause);
  }

  /// Waits until it has ended and its cache is written.
  ///
  /// @return the cache
  Path cache() throws IOException, InterruptedException, RehearsalFailure {
    if (!ends(END))
      throw failure("it does not end (expected: within %d s)".formatted(END.toSeconds()), null);
    if (!Files.exists(cache)) throw failure("it ended without a cache", null);
    return cache;
  }

  /// In order if possible: a killed server leaves its database running.
  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, END.toSeconds(), TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // this JVM ends, and the hook with it
      assert !process.isAlive();
    }
  }
}
