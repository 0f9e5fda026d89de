package io.parley.voice.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// An executable program.
///
/// @param environment additional variables: the paths of its libraries and data
public record Program(Path file, Map<String, String> environment) {
  public Program {
    environment = Map.copyOf(environment);
  }

  /// The program of this name on the system's path.
  public static Optional<Program> onPath(String name) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(place -> !place.isEmpty())
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(file -> new Program(file, Map.of()));
  }

  /// Starts a process, and returns at once.
  ///
  /// @param input UTF-8, less than a pipe's buffer (64 KiB)
  /// @throws IOException when it cannot be started
  public Run start(List<String> arguments, String input) throws IOException {
    var command = new ArrayList<String>();
    command.add(file.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    var process = builder.start();
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(UTF_8));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    return new Run(process);
  }

  /// A process of the program.
  public final class Run {
    private final Process process;

    private Run(Process process) {
      this.process = process;
    }

    /// Blocks until the process has ended.
    ///
    /// @return its output, if that is less than a pipe's buffer (64 KiB)
    /// @throws IOException when its exit code is not 0, or it did not end in time
    public byte[] finish(Duration deadline) throws IOException, InterruptedException {
      try {
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS))
          throw new IOException(
              "%s took longer than %d ms".formatted(file.getFileName(), deadline.toMillis()));
        if (process.exitValue() != 0)
          throw new IOException(
              "%s ended with code %d (expected: 0)"
                  .formatted(file.getFileName(), process.exitValue()));
        return process.getInputStream().readAllBytes();
      } finally {
        process.destroyForcibly();
      }
    }

    /// Kills it at once; [#finish] then fails.
    public void kill() {
      process.destroyForcibly();
    }
  }
}
