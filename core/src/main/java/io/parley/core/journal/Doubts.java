package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// Tool calls in doubt, of all sessions of a tenant: also of ended and archived ones. A moment
/// behind the journal.
public interface Doubts {
  int LIMIT_MAX = 100;

  /// @param seq number of the event that began the doubt; empty for doubts of older releases
  record Doubt(SessionKey session, String call, Instant since, OptionalLong seq) {}

  /// The oldest ones, oldest first.
  CompletionStage<List<Doubt>> list(TenantId tenant, int limit);
}
