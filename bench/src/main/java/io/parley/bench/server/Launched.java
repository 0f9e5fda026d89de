package io.parley.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A child process and its log. It is stopped when this JVM ends.
public final class Launched {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final int LOOK_MILLIS = 20;
  private static final int LAST_WORDS = 2_000;

  private final Process process;
  private final Path log;

  private Launched(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
  }

  /// @param settings by environment variable; those of this JVM are not inherited
  /// @param log file to which its output is appended
  public static Launched start(List<String> command, Map<String, String> settings, Path log)
      throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(settings);
    return new Launched(builder.start(), log);
  }

  /// The awaited condition.
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /// Fails with the last lines of the log when the process ends before, or takes two minutes.
  public void await(Condition condition) throws IOException, InterruptedException {
    long until = System.nanoTime() + START.toNanos();
    while (!condition.holds()) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS))
        throw new IOException("the server ended:\n" + lastWords());
      if (System.nanoTime() > until) throw new IOException("the server is not up:\n" + lastWords());
    }
  }

  private String lastWords() throws IOException {
    var words = Files.readString(log);
    return words.substring(Math.max(0, words.length() - LAST_WORDS));
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// SIGKILL.
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// SIGTERM, and SIGKILL if it does not end.
  public void stop() {
    process.destroy();
    process.onExit().completeOnTimeout(process, STOP.toSeconds(), TimeUnit.SECONDS).join();
    kill();
  }
}
