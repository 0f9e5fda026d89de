package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs one of PostgreSQL's programs to its end.
final class SystemCommand {
  private static final int OUTPUT_CHARS_MAX = 8_192;

  private SystemCommand() {}

  /// The result. `output` is the end of the command's output.
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  /// Runs `command` without privileges. Its output goes to a file, not a pipe: a server that the
  /// command leaves running could inherit a pipe, which would then never end. The file has a name
  /// only until the command runs, so a killed Parley leaves none behind.
  static Result run(List<String> command, Path directory, Duration timeout) {
    try {
      var file = Files.createTempFile("parley-command-", ".txt");
      try (var output = Files.newInputStream(file)) {
        return await(start(command, directory, file), command, output, timeout);
      }
    } catch (IOException e) {
      throw new StartFailure(
          Kind.UNSUPPORTED_SYSTEM,
          "%s cannot be run: %s (expected: Linux with setsid and, for root, unshare)"
              .formatted(name(command), e.getMessage()),
          e);
    }
  }

  private static Process start(List<String> command, Path directory, Path output)
      throws IOException {
    try {
      var process =
          OwnSession.unprivileged(command)
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      return process;
    } finally {
      Files.delete(output);
    }
  }

  private static Result await(
      Process process, List<String> command, InputStream output, Duration timeout)
      throws IOException {
    if (ended(process, timeout)) return result(process.exitValue(), tail(output));
    process.destroyForcibly();
    throw new StartFailure(
        Kind.NOT_UP,
        "%s did not end (expected: within %d s)".formatted(name(command), timeout.toSeconds()));
  }

  /// Waits through interrupts, which come while Parley is shutting down: PostgreSQL is then writing
  /// its last pages.
  private static boolean ended(Process process, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static Result result(int exitCode, String output) {
    if (exitCode == 0 || !output.startsWith("unshare:")) return new Result(exitCode, output);
    throw new StartFailure(
        Kind.UNSUPPORTED_SYSTEM,
        output.contains("failed to execute")
            ? "PostgreSQL does not run with root's privileges, and without them its files cannot be reached: %s (expected: every directory above the data directory is root's own or open to all; or run Parley as its owner)"
                .formatted(output)
            : "PostgreSQL refuses to run as root, and this system refuses root a user namespace: %s (expected: run Parley as an ordinary user, or give it a database with PARLEY_DATABASE_URL)"
                .formatted(output));
  }

  private static String tail(InputStream output) throws IOException {
    var text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
    return text.substring(Math.max(0, text.length() - OUTPUT_CHARS_MAX));
  }

  private static String name(List<String> command) {
    return Path.of(command.getFirst()).getFileName().toString();
  }
}
