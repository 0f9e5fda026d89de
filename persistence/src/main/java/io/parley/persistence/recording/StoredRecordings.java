package io.parley.persistence.recording;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.recording.Recording;
import io.parley.core.recording.Recording.Segment;
import io.parley.core.recording.Recordings;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.archive.ArchiveFailure;
import io.parley.persistence.archive.ArchiveFailure.Category;
import io.parley.persistence.archive.ArchiveSettings;
import io.parley.persistence.archive.Bucket;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.blocking.BlockingWork;
import io.parley.persistence.database.Database;
import io.parley.persistence.recording.RecordingRows.Erasing;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.secret.OwnKeys;
import io.parley.persistence.secret.OwnKeys.OwnKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/// Recordings in PostgreSQL and object storage. A segment's object is written before its row: a row
/// means that it is there. Erasure deletes the key first, then objects, then rows; one that ends in
/// between goes on at the next look. Stages fail with the database's failure or an
/// [ArchiveFailure].
public final class StoredRecordings implements Recordings, AutoCloseable {
  private static final String OGG = "application/octet-stream";
  private static final int THREADS = 4;
  private static final int QUEUE = 1_000;

  /// A segment of 10 s at the highest bitrate, and some.
  private static final int SEGMENT_BYTES_MAX = 1 << 20;

  /// Erased at once on demand; more are left to the next look.
  private static final int ERASED_AT_ONCE = 1_000;

  /// Keys that one transaction deletes.
  private static final int FORGOTTEN_AT_ONCE = 10_000;

  /// A recording without an end is measured once it is as old.
  private static final Duration OPEN_MAX = Duration.ofDays(1);

  private final Database database;
  private final OwnKeys keys;
  private final Bucket bucket;
  private final BlockingWork work;

  public StoredRecordings(Database database, ArchiveSettings archive, Keyring keyring) {
    this.database = database;
    this.keys = new OwnKeys(keyring);
    this.bucket = new Bucket(archive);
    this.work =
        new BlockingWork(
            "parley-recordings",
            THREADS,
            QUEUE,
            StoredRecordings::failure,
            archive.requestTimeout());
  }

  /// Whether there is no key to encrypt with: nothing can be recorded.
  public boolean hasNoKey() {
    return keys.isEmpty();
  }

  @Override
  public CompletionStage<Void> begin(SessionKey session, String id, Instant at) {
    return database.as(
        session.tenant(),
        connection -> {
          RecordingRows.begin(connection, session, id, at, keys.make(context(session, id)));
          return null;
        });
  }

  @Override
  public CompletionStage<Boolean> add(
      SessionKey session, String id, Segment segment, byte[] sound) {
    return key(session, id)
        .thenCompose(
            key ->
                key.isEmpty()
                    ? CompletableFuture.completedStage(false)
                    : put(session, id, segment.number(), key.get(), sound)
                        .thenCompose(_ -> row(session, id, segment)));
  }

  private CompletionStage<Void> put(
      SessionKey session, String id, int number, OwnKey key, byte[] sound) {
    return work.run(
        session.tenant(),
        () -> {
          bucket.ensure();
          bucket.put(
              object(session, id, number), key.seal(sound, context(session, id, number)), OGG);
          return null;
        });
  }

  private CompletionStage<Boolean> row(SessionKey session, String id, Segment segment) {
    return database.as(
        session.tenant(), connection -> RecordingRows.add(connection, session, id, segment));
  }

  @Override
  public CompletionStage<Void> end(SessionKey session, String id, Duration length) {
    return database.as(
        session.tenant(),
        connection -> {
          RecordingRows.end(connection, session, id, length);
          return null;
        });
  }

  @Override
  public CompletionStage<List<Recording>> list(SessionKey session) {
    return database.as(session.tenant(), connection -> RecordingRows.list(connection, session));
  }

  @Override
  public CompletionStage<Optional<byte[]>> segment(SessionKey session, String id, int number) {
    return key(session, id)
        .thenCompose(
            key ->
                key.isEmpty()
                    ? CompletableFuture.completedStage(Optional.empty())
                    : work.run(
                        session.tenant(),
                        () ->
                            read(object(session, id, number))
                                .flatMap(
                                    bytes -> key.get().open(bytes, context(session, id, number)))));
  }

  private Optional<byte[]> read(String object) throws IOException {
    var found = bucket.get(object);
    if (found.isEmpty()) return Optional.empty();
    try (var in = found.get()) {
      return Optional.of(in.readNBytes(SEGMENT_BYTES_MAX));
    }
  }

  private CompletionStage<Optional<OwnKey>> key(SessionKey session, String id) {
    return database
        .as(session.tenant(), connection -> RecordingRows.key(connection, session, id))
        .thenApply(stored -> stored.flatMap(key -> keys.open(key, context(session, id))));
  }

  @Override
  public CompletionStage<Integer> erase(SessionKey session) {
    return erase(session, Optional.empty());
  }

  @Override
  public CompletionStage<Integer> erase(SessionKey session, Act act) {
    return erase(session, Optional.of(act));
  }

  private CompletionStage<Integer> erase(SessionKey session, Optional<Act> act) {
    return database
        .as(
            session.tenant(),
            connection -> {
              int count = RecordingRows.forget(connection, session);
              if (count > 0)
                AuditRows.add(connection, session.tenant(), act, erased(session, count));
              return count;
            })
        .thenCompose(count -> eraseForgotten(ERASED_AT_ONCE).thenApply(_ -> count));
  }

  private static Change erased(SessionKey session, int count) {
    return Change.gone(
        "recordings-erased",
        "session:" + session.session().value(),
        Map.of("recordings", Integer.toString(count)));
  }

  @Override
  public CompletionStage<Integer> eraseOld(Instant now, Duration keep, int limit) {
    return database
        .acrossTenants(
            connection -> {
              RecordingRows.measureOpen(connection, now.minus(OPEN_MAX));
              RecordingRows.forgetBefore(connection, now.minus(keep));
              return null;
            })
        .thenCompose(_ -> forgetSooner(now))
        .thenCompose(_ -> eraseForgotten(limit));
  }

  private CompletionStage<Void> forgetSooner(Instant now) {
    return database
        .acrossTenants(RecordingRows::ownTimes)
        .thenCompose(
            all -> {
              CompletionStage<Void> done = CompletableFuture.completedStage(null);
              for (var own : all)
                done = done.thenCompose(_ -> forgetSooner(own.tenant(), now.minus(own.keep())));
              return done;
            });
  }

  /// In batches: an organisation that shortens its time may have so many that one statement would
  /// run out of time.
  private CompletionStage<Void> forgetSooner(TenantId tenant, Instant before) {
    return database
        .as(
            tenant,
            connection -> RecordingRows.forgetSooner(connection, tenant, before, FORGOTTEN_AT_ONCE))
        .thenCompose(
            count ->
                count < FORGOTTEN_AT_ONCE
                    ? CompletableFuture.completedStage(null)
                    : forgetSooner(tenant, before));
  }

  /// Deletes what belongs to recordings without a key.
  private CompletionStage<Integer> eraseForgotten(int limit) {
    return database
        .acrossTenants(connection -> RecordingRows.erasing(connection, limit))
        .thenCompose(
            all -> {
              CompletionStage<Integer> count = CompletableFuture.completedStage(0);
              for (var each : all)
                count =
                    count.thenCompose(before -> erase(each).thenApply(deleted -> before + deleted));
              return count;
            });
  }

  private CompletionStage<Integer> erase(Erasing erasing) {
    var tenant = erasing.session().tenant();
    return database
        .as(tenant, connection -> RecordingRows.numbers(connection, erasing))
        .thenCompose(
            numbers ->
                work.run(
                    tenant,
                    () -> {
                      for (int number : numbers)
                        bucket.remove(object(erasing.session(), erasing.id(), number));
                      return null;
                    }))
        .thenCompose(
            _ -> database.as(tenant, connection -> RecordingRows.delete(connection, erasing)));
  }

  private static String object(SessionKey session, String id, int number) {
    return "recordings/%s/%s/%s/%06d".formatted(session.tenant(), session.session(), id, number);
  }

  private static String context(SessionKey session, String id) {
    return "recording:%s:%s:%s".formatted(session.tenant(), session.session(), id);
  }

  private static String context(SessionKey session, String id, int number) {
    return context(session, id) + ":" + number;
  }

  private static RuntimeException failure(Exception thrown) {
    return switch (thrown) {
      case RejectedExecutionException full ->
          new ArchiveFailure(Category.OVERLOADED, "too much is waiting for object storage", full);
      case RuntimeException other -> other;
      case IOException broken -> Bucket.broken(broken);
      default -> new IllegalStateException("a recording's work threw " + thrown, thrown);
    };
  }

  /// Waits for work under way to end.
  @Override
  public void close() {
    work.close();
    bucket.close();
  }
}
