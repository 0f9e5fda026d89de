package io.parley.persistence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.archive.ArchiveFailure.Category;
import io.parley.persistence.blocking.BlockingWork;
import io.parley.persistence.blocking.Flow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/// Erases objects: all of an organisation, archives of its sessions and recordings of its calls, or
/// one session's archive. Stages fail with an [ArchiveFailure].
public final class TenantObjects implements AutoCloseable {
  private static final int QUEUE = 10;

  /// Names the installation whose objects are in the bucket. Under no organisation's prefix.
  private static final String MARKER = "parley-installation";

  private static final int MARKER_MAX = 100;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private final Bucket bucket;
  private final BlockingWork work;

  public TenantObjects(ArchiveSettings settings) {
    this.bucket = new Bucket(settings);
    this.work =
        new BlockingWork(
            "parley-erasure", 1, QUEUE, TenantObjects::failure, settings.requestTimeout());
  }

  /// Marks a bucket that is nobody's as an installation's.
  ///
  /// @return fails with [Category#REFUSED] if it is another one's
  public CompletionStage<Void> claim(UUID installation) {
    return work.run(
        Flow.Shared.DUTIES,
        () -> {
          requireOurs(installation);
          return null;
        });
  }

  /// Two installations have an organisation `default` each, with the same prefix. Of two that mark
  /// a bucket at the same moment the second stays, and the first one finds it at its next look.
  private void requireOurs(UUID installation) {
    var own = installation.toString();
    bucket.ensure();
    var owner = marked();
    if (owner.isEmpty()) {
      bucket.put(MARKER, own.getBytes(UTF_8), "text/plain");
      owner = marked();
    }
    if (!owner.equals(Optional.of(own)))
      throw new ArchiveFailure(
          Category.REFUSED,
          ("the bucket belongs to the installation %s (expected: %s; set a bucket of its own, or"
                  + " delete the object %s there if no other database uses it)")
              .formatted(owner.orElse("unknown"), own, MARKER));
  }

  private Optional<String> marked() {
    var found = bucket.get(MARKER);
    if (found.isEmpty()) return Optional.empty();
    try (var in = found.get()) {
      return Optional.of(new String(in.readNBytes(MARKER_MAX), UTF_8));
    } catch (IOException e) {
      throw Bucket.broken(e);
    }
  }

  /// Deletes some of them, found by their prefix, if the bucket is the installation's. A tenant
  /// that is no organisation may be called `recordings`, and those of all would be under its
  /// prefix.
  ///
  /// @param max the most, up to 1,000; each is a request
  /// @return how many; 0 when there are none; fails as [#claim] does
  public CompletionStage<Integer> erase(OrganisationId id, UUID installation, int max) {
    var tenant = id.tenant();
    return work.run(
        tenant,
        () -> {
          requireOurs(installation);
          int deleted = 0;
          for (var prefix : List.of(tenant + "/", "recordings/" + tenant + "/"))
            if (deleted < max) deleted += erase(prefix, max - deleted);
          return deleted;
        });
  }

  /// Deletes a session's archive. No other installation writes under its path: ids of sessions are
  /// drawn.
  ///
  /// @param began when the session began; @param last its newest event, at its end or after it
  public CompletionStage<Void> erase(SessionKey session, Instant began, Instant last) {
    return work.run(
        session.tenant(),
        () -> {
          // a node's clock may be behind another one's
          var end = last.plus(CLOCKS_APART);
          for (var at = began.minus(CLOCKS_APART); !isDayAfter(at, end); at = at.plus(DAY)) {
            var path = ArchivePath.of(session, at);
            bucket.remove(path.manifest());
            bucket.remove(path.events());
          }
          return null;
        });
  }

  private static boolean isDayAfter(Instant at, Instant other) {
    return at.truncatedTo(ChronoUnit.DAYS).isAfter(other);
  }

  private int erase(String prefix, int max) {
    var names = bucket.names(prefix, max);
    names.forEach(bucket::remove);
    return names.size();
  }

  private static RuntimeException failure(Exception thrown) {
    return switch (thrown) {
      case RejectedExecutionException full ->
          new ArchiveFailure(Category.OVERLOADED, "too much is waiting for object storage", full);
      case RuntimeException other -> other;
      default -> new IllegalStateException("an erasure threw " + thrown, thrown);
    };
  }

  /// Waits for work under way to end.
  @Override
  public void close() {
    work.close();
    bucket.close();
  }
}
