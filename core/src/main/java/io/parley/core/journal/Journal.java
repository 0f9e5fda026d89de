package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Reads committed events. Only the session writes.
public interface Journal {
  /// The events of `key` with `seq` > `after`, in order, at most `limit`; fewer only when there are
  /// no more. The stage fails with [DamagedJournal] when one of them is missing or cannot be read.
  CompletionStage<List<RecordedEvent>> read(SessionKey key, long after, int limit);
}
