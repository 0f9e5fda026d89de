package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Object storage for ended sessions.
public interface Archive {
  /// Stores all events up to `lastSeq` with a manifest, and verifies what is stored. Doing it again
  /// gives the same result. The stage fails when the storage is out of reach.
  CompletionStage<ArchiveReceipt> store(SessionKey key, long lastSeq, Instant endedAt);

  /// The events that [ArchiveReceipt#ref] holds, checked against the manifest.
  CompletionStage<List<RecordedEvent>> fetch(String ref);
}
