package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Which tokens of sessions no longer open them. All nodes read it every few seconds.
public interface TokenRevocations {

  /// @param before tokens of the session that were made at this time or earlier are void, and what
  ///   was renewed from them
  /// @param forgetAfter all of them have run out then
  record Revocation(SessionKey session, Instant before, Instant forgetAfter) {}

  /// @param at when the store took it in, by the store's own clock
  record Told(Revocation revocation, Instant at) {}

  /// Completes when it is stored. Of two for one session the later one holds.
  CompletionStage<Void> revoke(Revocation revocation);

  /// Those that were taken in after `at` and are not to be forgotten at `now`.
  CompletionStage<List<Told>> since(Instant at, Instant now);
}
