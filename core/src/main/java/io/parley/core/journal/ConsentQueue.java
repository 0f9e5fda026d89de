package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Tool calls that wait for consent, of all sessions of a tenant. A moment behind the journal.
public interface ConsentQueue {
  int LIMIT_MAX = 100;

  /// @param seq the session's last event that the queue knows
  record Waiting(SessionKey session, String call, Instant expiresAt, long seq) {}

  /// Those of the sessions whose calls expire first.
  ///
  /// @param limit of calls
  CompletionStage<List<Waiting>> list(TenantId tenant, int limit);
}
