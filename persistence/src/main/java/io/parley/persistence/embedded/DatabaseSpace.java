package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The disk space that a new database takes. `initdb` reports the lack of it in one line among
/// many, and its last line is about something else.
///
/// @param free bytes that may still be written
record DatabaseSpace(Path directory, long free) {
  private static final long MEBIBYTE = 1 << 20;

  /// PostgreSQL 18 writes 40 MiB of catalogs and 16 MiB of log, and needs as much log again when
  /// the tables are created.
  static final long NEEDED = 96 * MEBIBYTE;

  /// @param directory that exists
  static DatabaseSpace on(Path directory) throws IOException {
    return new DatabaseSpace(directory, Files.getFileStore(directory).getUsableSpace());
  }

  /// @throws StartFailure when there is too little
  DatabaseSpace require() {
    if (free < NEEDED) throw missing();
    return this;
  }

  /// The reason why a program failed to create the database.
  ///
  /// @param output of the program
  StartFailure failure(String output) {
    var full = output.lines().anyMatch(line -> line.contains("No space left on device"));
    var quota = output.lines().anyMatch(line -> line.contains("Disk quota exceeded"));
    return full || quota
        ? missing()
        : new StartFailure(Kind.NOT_UP, "the database cannot be made: " + reason(output));
  }

  private StartFailure missing() {
    return new StartFailure(
        Kind.NOT_UP,
        "the database cannot be made: there is no space left in %s: %d MiB are free (expected: at least %d MiB)"
            .formatted(directory, free / MEBIBYTE, NEEDED / MEBIBYTE));
  }

  /// The first line with an error: later ones are about the removal of files.
  private static String reason(String output) {
    return output
        .lines()
        .filter(line -> line.contains("error:") || line.contains("FATAL:"))
        .findFirst()
        .or(() -> output.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last))
        .orElse("it printed nothing");
  }
}
