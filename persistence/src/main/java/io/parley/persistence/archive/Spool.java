package io.parley.persistence.archive;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.text.Sha256;
import io.parley.persistence.archive.ArchiveFailure.Category;
import io.parley.persistence.journal.EventLines;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Collects events for the archive in a temporary file that only this user can read: a long session
/// need not fit into memory, and object storage needs a file's size in advance. The same events
/// make the same bytes.
final class Spool implements AutoCloseable {
  private final Path file;
  private final EventLines lines;
  private final DigestOutputStream digest;
  private final OutputStream packed;
  private long events;
  private long unpackedBytes;

  /// @param directory that only this user can read
  Spool(EventLines lines, Path directory) throws IOException {
    this.lines = lines;
    this.file = Files.createTempFile(directory, "parley-archive-", ".ndjson.gz");
    this.digest =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file)), Sha256.begin());
    this.packed = new GZIPOutputStream(digest);
  }

  /// @throws ArchiveFailure when the journal has a gap: then nothing may be archived
  void add(List<RecordedEvent> page) throws IOException {
    for (var recorded : page) {
      if (recorded.seq() != events + 1)
        throw new ArchiveFailure(
            Category.DAMAGED,
            "the journal has event %d where %d was expected".formatted(recorded.seq(), events + 1));
      var line = lines.write(recorded);
      packed.write(line);
      unpackedBytes += line.length;
      events++;
    }
  }

  /// The number of events, which is also the number of the last.
  long events() {
    return events;
  }

  /// Closes the file; no more events can be added.
  Content finish() throws IOException {
    packed.close();
    var hash = HexFormat.of().formatHex(digest.getMessageDigest().digest());
    return new Content(file, events, Files.size(file), unpackedBytes, hash);
  }

  record Content(Path file, long events, long bytes, long unpackedBytes, String sha256) {}

  @Override
  public void close() throws IOException {
    try {
      packed.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
