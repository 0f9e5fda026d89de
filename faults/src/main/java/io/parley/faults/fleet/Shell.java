package io.parley.faults.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a system program until it ends.
final class Shell {
  private Shell() {}

  /// Fails with its output when it fails or does not end in time.
  ///
  /// @return its output
  static String run(Duration patience, List<String> command)
      throws IOException, InterruptedException {
    var answer = attempt(patience, command);
    if (answer.code() != 0)
      throw new IOException(
          "%s: %d: %s".formatted(String.join(" ", command), answer.code(), answer.output()));
    return answer.output();
  }

  record Answer(int code, String output) {}

  /// The output goes through a file: a pipe inherited by a server that keeps running would never
  /// end.
  static Answer attempt(Duration patience, List<String> command)
      throws IOException, InterruptedException {
    var output = Files.createTempFile("faults-", ".out");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " did not end in time");
      }
      return new Answer(
          process.exitValue(),
          new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
    } finally {
      Files.deleteIfExists(output);
    }
  }

  static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}
