package io.parley.persistence.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// PostgreSQL's log since the start began, to report why it did not come up. Until its log
/// collector runs it writes to `start.log`, and after that to the file of the day.
final class PostgresLog {
  private static final int CHARS_MAX = 65_536;

  private final Path directory;
  private final Map<Path, Long> sizes = new HashMap<>();

  private PostgresLog(Path directory) {
    this.directory = directory;
  }

  /// Begins a start: empties `start.log`, and takes the other files' content as old.
  static PostgresLog begin(Path directory) throws IOException {
    var log = new PostgresLog(Files.createDirectories(directory));
    Files.deleteIfExists(log.startFile());
    try (var files = Files.newDirectoryStream(directory, "*.log")) {
      for (var file : files) log.sizes.put(file, Files.size(file));
    }
    return log;
  }

  Path startFile() {
    return directory.resolve("start.log");
  }

  /// Whether the port was taken between our check and PostgreSQL's binding.
  boolean saysPortTaken() throws IOException {
    return written().contains("could not bind");
  }

  /// The reason why PostgreSQL gave up, as a sentence for the user.
  String reason() throws IOException {
    var written = written();
    return written
        .lines()
        .filter(line -> line.contains("FATAL:  ") || line.contains("PANIC:  "))
        .findFirst()
        .or(() -> written.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last))
        .map(line -> line.replaceFirst("^.*(FATAL|PANIC): +", ""))
        .orElse("it printed nothing");
  }

  private String written() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.newDirectoryStream(directory, "*.log")) {
      for (var file : files) all.append(written(file));
    }
    return all.toString();
  }

  private String written(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      // a file of this day last week was emptied, so all of it is new
      long old = sizes.getOrDefault(file, 0L);
      in.skipNBytes(old <= Files.size(file) ? old : 0);
      return new String(in.readNBytes(CHARS_MAX), StandardCharsets.UTF_8);
    }
  }
}
