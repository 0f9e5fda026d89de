package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Revoked session tokens. All nodes read them every few seconds.
public interface TokenRevocations {

  /// @param before tokens of the session issued at this time or earlier are void, and so are their
  ///   renewals
  /// @param forgetAfter when all of them have expired
  record Revocation(SessionKey session, Instant before, Instant forgetAfter) {}

  /// @param at when it was stored, by the store's own clock
  record Told(Revocation revocation, Instant at) {}

  /// Completes when it is stored. Of two for one session the later one wins.
  CompletionStage<Void> revoke(Revocation revocation);

  /// Those that were stored after `at` and are still needed at `now`.
  CompletionStage<List<Told>> since(Instant at, Instant now);
}
