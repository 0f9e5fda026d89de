package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The space on the disk that a new database takes. `initdb` tells of its want in one line among
/// many, and its last line is about something else.
///
/// @param free bytes that may still be written
record DatabaseSpace(Path directory, long free) {
  private static final long MEBIBYTE = 1 << 20;

  /// PostgreSQL 18 makes 40 MiB of catalogs and 16 MiB of log, and needs as much log again when the
  /// tables are made.
  static final long NEEDED = 96 * MEBIBYTE;

  /// @param directory one that is there
  static DatabaseSpace on(Path directory) throws IOException {
    return new DatabaseSpace(directory, Files.getFileStore(directory).getUsableSpace());
  }

  /// @throws StartFailure when there is too little
  DatabaseSpace require() {
    if (free < NEEDED) throw missing();
    return this;
  }

  /// Why a program failed that was to make the database.
  ///
  /// @param output what it said
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

  /// The first line that tells of an error, for after it come those about what is removed again.
  private static String reason(String output) {
    return output
        .lines()
        .filter(line -> line.contains("error:") || line.contains("FATAL:"))
        .findFirst()
        .or(() -> output.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last))
        .orElse("it said nothing");
  }
}
