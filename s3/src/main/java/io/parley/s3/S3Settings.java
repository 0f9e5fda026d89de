package io.parley.s3;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The settings of the command line. `directory` is absolute; `port` 0 means any free one.
record S3Settings(Path directory, String host, int port) {
  private static final int PORT_MAX = 65_535;
  private static final Set<String> OPTIONS = Set.of("--directory", "--host", "--port");

  static S3Settings parse(List<String> args) throws S3Failure {
    var given = options(args);
    if (!given.containsKey("--directory")) {
      throw new S3Failure(
          "--directory is missing (expected: --directory DIR, where the objects are kept)");
    }
    return new S3Settings(
        Path.of(given.get("--directory")).toAbsolutePath().normalize(),
        given.getOrDefault("--host", "127.0.0.1"),
        port(given.getOrDefault("--port", "0")));
  }

  private static Map<String, String> options(List<String> args) throws S3Failure {
    var given = new HashMap<String, String>();
    for (int i = 0; i < args.size(); i += 2) {
      var option = args.get(i);
      if (!OPTIONS.contains(option) || i + 1 == args.size()) {
        throw new S3Failure(
            "%s cannot be understood (expected: --directory DIR [--host HOST] [--port PORT])"
                .formatted(option));
      }
      given.put(option, args.get(i + 1));
    }
    return given;
  }

  private static int port(String value) throws S3Failure {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= PORT_MAX) return port;
    } catch (NumberFormatException e) {
      throw new S3Failure("--port %s (expected: a number from 0 to 65535)".formatted(value), e);
    }
    throw new S3Failure("--port %s (expected: a number from 0 to 65535)".formatted(value));
  }
}
