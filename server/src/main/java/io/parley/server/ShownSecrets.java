package io.parley.server;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Warnings about secrets given as JVM options: everybody on the machine can read a command line.
final class ShownSecrets {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private ShownSecrets() {}

  /// @return sentences for the log; empty if there is nothing to warn of, or no `/proc`
  static List<String> warnings(Config config) {
    try {
      return Files.exists(COMMAND_LINE)
          ? warnings(config, Files.readString(COMMAND_LINE, StandardCharsets.ISO_8859_1))
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param line the separator between its arguments
  static List<String> warnings(Config config, String line) {
    return EnvironmentNames.secrets().entrySet().stream()
        .filter(secret -> line.contains("-D" + secret.getValue() + "="))
        .filter(secret -> isSecret(secret.getKey(), config.getString(secret.getValue())))
        .map(
            secret ->
                "%s is on the command line, where everybody on this machine can read it: set %s instead"
                    .formatted(secret.getValue(), secret.getKey()))
        .toList();
  }

  private static boolean isSecret(String variable, String value) {
    return variable.equals("PARLEY_DATABASE_URL") ? value.contains("password=") : !value.isBlank();
  }
}
