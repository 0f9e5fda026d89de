package io.parley.outbound.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of this machine that prepares a test. It gets nothing of the test JVM's own streams:
/// through these the build commands the JVM, and Node.js makes them non-blocking for all who share
/// them.
public final class SystemCommand {
  private static final int MINUTES_MAX = 15;

  private SystemCommand() {}

  /// Runs it to its end.
  ///
  /// @throws IOException with its output, when it fails or takes longer than 15 minutes
  public static void run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    var output = Files.createTempFile("parley-test-command-", ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (process.waitFor(MINUTES_MAX, TimeUnit.MINUTES) && process.exitValue() == 0) return;
      process.destroyForcibly();
      throw new IOException(
          "%s failed:%n%s".formatted(String.join(" ", command), Files.readString(output)));
    } finally {
      Files.delete(output);
    }
  }
}
