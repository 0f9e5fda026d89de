package io.parley.persistence.archive;

import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.archive.ArchiveFailure.Category;
import io.parley.persistence.blocking.BlockingWork;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/// All objects of an organisation: archives of its sessions, recordings of its calls. Stages fail
/// with an [ArchiveFailure].
public final class TenantObjects implements AutoCloseable {
  private static final int QUEUE = 10;

  private final Bucket bucket;
  private final BlockingWork work;

  public TenantObjects(ArchiveSettings settings) {
    this.bucket = new Bucket(settings);
    this.work =
        new BlockingWork(
            "parley-erasure", 1, QUEUE, TenantObjects::failure, settings.requestTimeout());
  }

  /// Deletes some of them, found by their prefix. A tenant that is no organisation may be called
  /// `recordings`, and those of all would be under its prefix.
  ///
  /// @param max the most, up to 1,000; each is a request
  /// @return how many; 0 when there are none
  public CompletionStage<Integer> erase(OrganisationId id, int max) {
    var tenant = id.tenant();
    return work.run(
        tenant,
        () -> {
          int deleted = 0;
          for (var prefix : List.of(tenant + "/", "recordings/" + tenant + "/"))
            if (deleted < max) deleted += erase(prefix, max - deleted);
          return deleted;
        });
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
