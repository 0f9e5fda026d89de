package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Object storage for ended sessions.
public interface Archive {
  /// Stores all events up to `lastSeq` with a manifest, and verifies the stored data. Idempotent.
  /// The stage fails when the storage is unreachable.
  CompletionStage<ArchiveReceipt> store(SessionKey key, long lastSeq, Instant endedAt);

  /// The events at [ArchiveReceipt#ref], checked against the manifest.
  CompletionStage<List<RecordedEvent>> fetch(String ref);
}
