package io.parley.persistence.archive;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.text.Sha256;
import io.parley.persistence.archive.ArchiveFailure.Category;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.EventLines;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Reads an archive back and verifies it against its manifest. Unpacks at most `bytesMax`, whatever
/// the bucket contains.
record Unpacking(Bucket bucket, EventBytes events, long bytesMax) {

  List<RecordedEvent> fetch(String ref) {
    var path = ArchivePath.parse(ref);
    var manifest =
        manifest(bucket, path)
            .orElseThrow(
                () -> new ArchiveFailure(Category.NOT_FOUND, path.key() + ": no manifest there"));
    if (manifest.bytes() > bytesMax || manifest.unpackedBytes() > bytesMax)
      throw new ArchiveFailure(
          Category.TOO_LARGE,
          "%s: %d bytes unpacked (expected: at most %d)"
              .formatted(path.key(), manifest.unpackedBytes(), bytesMax));
    var packed = read(bucket, path.events(), manifest.bytes());
    if (packed.isEmpty()
        || packed.get().length != manifest.bytes()
        || !Sha256.hex(packed.get()).equals(manifest.sha256()))
      throw new ArchiveFailure(
          Category.DAMAGED, path.key() + ": its events are not those of its manifest");
    return events(path, manifest, packed.get());
  }

  static Optional<ArchiveManifest> manifest(Bucket bucket, ArchivePath path) {
    return read(bucket, path.manifest(), ArchiveManifest.BYTES_MAX)
        .map(json -> ArchiveManifest.read(json, path.key()));
  }

  private static Optional<byte[]> read(Bucket bucket, String object, long max) {
    var found = bucket.get(object);
    if (found.isEmpty()) return Optional.empty();
    try (var in = found.get()) {
      // one byte more than allowed shows that there is too much
      return Optional.of(in.readNBytes(Math.toIntExact(max + 1)));
    } catch (IOException e) {
      throw Bucket.broken(e);
    }
  }

  private List<RecordedEvent> events(ArchivePath path, ArchiveManifest manifest, byte[] packed) {
    var lines = new EventLines(this.events, path.key());
    var events = new ArrayList<RecordedEvent>();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new Bounded(
                    new GZIPInputStream(new ByteArrayInputStream(packed)),
                    manifest.unpackedBytes()),
                StandardCharsets.UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine())
        events.add(lines.read(line));
    } catch (IOException e) {
      throw new ArchiveFailure(Category.DAMAGED, path.key() + ": its events cannot be unpacked", e);
    }
    for (int i = 0; i < events.size(); i++)
      if (events.get(i).seq() != manifest.firstSeq() + i) throw gap(path);
    if (events.size() != manifest.events()) throw gap(path);
    return events;
  }

  private static ArchiveFailure gap(ArchivePath path) {
    return new ArchiveFailure(
        Category.DAMAGED, path.key() + ": events are missing between the first and the last");
  }

  /// Fails a stream that unpacks to more than allowed: a few bytes can unpack to gigabytes.
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long max) {
      super(in);
      this.left = max;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      return one < 0 ? one : counted(1, one);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      return count < 0 ? count : counted(count, count);
    }

    private int counted(int count, int result) throws IOException {
      left -= count;
      if (left < 0) throw new IOException("more than its manifest says");
      return result;
    }
  }
}
