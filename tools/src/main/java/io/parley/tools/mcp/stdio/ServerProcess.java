package io.parley.tools.mcp.stdio;

import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running program. `prlimit` of util-linux limits its memory, and `setpriv` ends it with the
/// thread that started it, so with this process too, however it dies.
final class ServerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  private static final Path LIMITER = Path.of("/usr/bin/prlimit");
  private static final Path BINDER = Path.of("/usr/bin/setpriv");
  private static final String PATH = "PATH";
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final int FILES_MAX = 1024;

  private final Process process;
  private final ProcessSettings settings;
  private final Optional<Path> ownDirectory;

  private ServerProcess(Process process, ProcessSettings settings, Optional<Path> ownDirectory) {
    this.process = process;
    this.settings = settings;
    this.ownDirectory = ownDirectory;
  }

  /// The calling thread must live as long as the program: its end ends the program.
  static ServerProcess start(ProcessSettings settings) throws McpFailure {
    if (!Files.isExecutable(LIMITER) || !Files.isExecutable(BINDER))
      throw new McpFailure(
          Kind.UNREACHABLE,
          "found no %s or no %s, which limit a program (expected: util-linux; install it)"
              .formatted(LIMITER, BINDER));
    Optional<Path> own = Optional.empty();
    try {
      if (settings.directory().isEmpty())
        own = Optional.of(Files.createTempDirectory("parley-mcp-"));
      var directory = settings.directory().or(() -> Optional.empty()).orElse(own.orElse(null));
      var builder = new ProcessBuilder(command(settings)).directory(directory.toFile());
      var environment = builder.environment();
      var path = environment.getOrDefault(PATH, DEFAULT_PATH);
      environment.clear();
      environment.put(PATH, path);
      environment.put("HOME", directory.toString());
      environment.putAll(settings.environment());
      return new ServerProcess(builder.start(), settings, own);
    } catch (IOException e) {
      own.ifPresent(ServerProcess::remove);
      throw new McpFailure(
          Kind.UNREACHABLE,
          "%s cannot be started: %s (expected: a program)"
              .formatted(settings.command().getFirst(), e.getMessage()),
          e);
    }
  }

  private static List<String> command(ProcessSettings settings) {
    var command = new ArrayList<String>();
    command.addAll(List.of(BINDER.toString(), "--pdeathsig", "KILL", "--no-new-privs"));
    command.addAll(
        List.of(
            LIMITER.toString(),
            "--data=" + settings.memoryMax(),
            "--nofile=" + FILES_MAX,
            "--core=0"));
    command.addAll(settings.command());
    return command;
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  InputStream output() {
    return process.getInputStream();
  }

  InputStream errors() {
    return process.getErrorStream();
  }

  long pid() {
    return process.pid();
  }

  /// Closes its input, waits, then ends it with all its children.
  void end() {
    var children = process.descendants().toList();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("the input of a server's program was closed already", e);
    }
    try {
      if (!process.waitFor(settings.grace().toMillis(), TimeUnit.MILLISECONDS))
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    ownDirectory.ifPresent(ServerProcess::remove);
  }

  /// The files that the program left in the directory made for it.
  private static void remove(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("the directory {} of a server's program could not be removed", directory, e);
    }
  }
}
