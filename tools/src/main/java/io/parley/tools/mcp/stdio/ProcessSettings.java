package io.parley.tools.mcp.stdio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a server's program is started.
///
/// @param command the program and its arguments, as they are: no shell reads them
/// @param environment all variables that it gets, besides `PATH` and `HOME`
/// @param directory the working directory; by default an empty one of its own
/// @param memoryMax bytes of data that it may have
/// @param messageMax bytes of one message
/// @param grace how long it may take to end by itself
public record ProcessSettings(
    List<String> command,
    Map<String, String> environment,
    Optional<Path> directory,
    long memoryMax,
    int messageMax,
    Duration grace) {

  public ProcessSettings {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty() || command.getFirst().isBlank())
      throw new IllegalArgumentException("command: nothing (expected: a program)");
    if (memoryMax < 1 << 20)
      throw new IllegalArgumentException(
          "memory: %d bytes (expected: 1 MiB or more)".formatted(memoryMax));
  }

  /// Environments hold secrets.
  @Override
  public String toString() {
    return "ProcessSettings[" + command.getFirst() + "]";
  }
}
