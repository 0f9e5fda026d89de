package io.parley.persistence.archive;

import io.parley.core.journal.Archive;
import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import io.parley.persistence.archive.ArchiveFailure.Category;
import io.parley.persistence.blocking.BlockingWork;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.EventLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Archives ended sessions in object storage, through the MinIO SDK. Stages fail with an
/// [ArchiveFailure], or with the journal's own failure when events cannot be read.
public final class S3Archive implements Archive, AutoCloseable {
  private static final String PACKED = "application/gzip";
  private static final String JSON = "application/json";

  private final ArchiveSettings settings;
  private final Journal journal;
  private final EventBytes bytes;
  private final Path temporary;
  private final InstantSource clock;
  private final Bucket bucket;
  private final BlockingWork work;

  /// @param temporary a directory for files in transit
  public S3Archive(
      ArchiveSettings settings,
      Journal journal,
      EventBytes bytes,
      Path temporary,
      InstantSource clock) {
    this.settings = settings;
    this.temporary = temporary;
    this.journal = journal;
    this.bytes = bytes;
    this.clock = clock;
    this.bucket = new Bucket(settings);
    this.work =
        new BlockingWork(
            "parley-archive",
            settings.parallelism(),
            settings.queueSize(),
            S3Archive::failure,
            settings.requestTimeout());
  }

  @Override
  public CompletionStage<ArchiveReceipt> store(SessionKey key, long lastSeq, Instant endedAt) {
    return work.run(key.tenant(), () -> stored(ArchivePath.of(key, endedAt), lastSeq, endedAt));
  }

  @Override
  public CompletionStage<List<RecordedEvent>> fetch(String ref) {
    TenantId tenant;
    try {
      tenant = ArchivePath.parse(ref).key().tenant();
    } catch (ArchiveFailure malformed) {
      return CompletableFuture.failedStage(malformed);
    }
    return work.run(
        tenant, () -> new Unpacking(bucket, bytes, settings.fetchBytesMax()).fetch(ref));
  }

  private ArchiveReceipt stored(ArchivePath path, long lastSeq, Instant endedAt)
      throws IOException {
    bucket.ensure();
    var before = complete(path, lastSeq);
    if (before.isPresent()) return before.get().receipt(path.ref());
    try (var spool = new Spool(new EventLines(bytes, path.key()), temporary)) {
      fill(spool, path.key(), lastSeq);
      var content = spool.finish();
      var manifest =
          new ArchiveManifest(
              ArchiveManifest.FORMAT,
              path.key().tenant().value(),
              path.key().session().value(),
              content.events(),
              1,
              lastSeq,
              content.bytes(),
              content.unpackedBytes(),
              content.sha256(),
              endedAt,
              clock.instant());
      bucket.put(path.events(), content.file(), PACKED);
      if (!isStored(path, manifest))
        throw new ArchiveFailure(
            Category.UNAVAILABLE,
            "%s: the stored bytes differ from those written".formatted(path.key()));
      bucket.put(path.manifest(), manifest.json(), JSON);
      return manifest.receipt(path.ref());
    }
  }

  /// The archive of an earlier attempt, if it is complete.
  private Optional<ArchiveManifest> complete(ArchivePath path, long lastSeq) {
    try {
      return Unpacking.manifest(bucket, path)
          .filter(manifest -> manifest.lastSeq() == lastSeq && isStored(path, manifest));
    } catch (ArchiveFailure e) {
      // writing again repairs damage; and without the right to list the bucket S3 denies access to
      // an object that does not exist, instead of reporting that
      if (e.category() == Category.DAMAGED || e.category() == Category.REFUSED)
        return Optional.empty();
      throw e;
    }
  }

  private void fill(Spool spool, SessionKey key, long lastSeq) throws IOException {
    while (spool.events() < lastSeq) {
      int limit = (int) Math.min(settings.pageEvents(), lastSeq - spool.events());
      var page = page(key, spool.events(), limit);
      if (page.isEmpty())
        throw new ArchiveFailure(
            Category.DAMAGED,
            "%s: the journal ends at event %d (expected: %d)"
                .formatted(key, spool.events(), lastSeq));
      spool.add(page);
    }
  }

  private List<RecordedEvent> page(SessionKey key, long after, int limit) {
    var page = journal.read(key, after, limit).toCompletableFuture();
    try {
      return page.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the journal threw " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new ArchiveFailure(Category.UNAVAILABLE, "the journal did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ArchiveFailure(Category.UNAVAILABLE, "interrupted", e);
    }
  }

  /// Reads the whole object back: a size and a tag would only show what the storage believes.
  private boolean isStored(ArchivePath path, ArchiveManifest manifest) {
    var object = bucket.get(path.events());
    if (object.isEmpty()) return false;
    try (var in = new DigestInputStream(object.get(), Sha256.begin())) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      return bytes == manifest.bytes()
          && HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(manifest.sha256());
    } catch (IOException e) {
      throw Bucket.broken(e);
    }
  }

  private static RuntimeException failure(Exception thrown) {
    return switch (thrown) {
      case RejectedExecutionException full ->
          new ArchiveFailure(Category.OVERLOADED, "too much is waiting for object storage", full);
      case RuntimeException other -> other;
      case IOException io ->
          new ArchiveFailure(Category.UNAVAILABLE, "the temporary file cannot be written", io);
      default -> new IllegalStateException("archiving threw " + thrown, thrown);
    };
  }

  /// Waits for work under way to end.
  @Override
  public void close() {
    work.close();
    bucket.close();
  }
}
