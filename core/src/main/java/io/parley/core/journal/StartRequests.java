package io.parley.core.journal;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletionStage;

/// Stores the session that each `Idempotency-Key` started, so that a repeated request finds it
/// again. (draft-ietf-httpapi-idempotency-key-header)
public interface StartRequests {
  /// Claims `key` for `proposed`, unless it was claimed before.
  ///
  /// @param fingerprint of the request's content
  CompletionStage<Claim> claim(TenantId tenant, Key key, String fingerprint, SessionId proposed);

  /// @param text as the caller sent it, without spaces
  /// @param unscopedToo whether a claim of an older build, which stored no caller, counts as well:
  ///   only if the content proves that this caller made it
  record Key(Caller caller, String text, boolean unscopedToo) {}

  sealed interface Claim {}

  /// @param session the one to start, or to find: `proposed`, or that of the first request
  record Granted(SessionId session) implements Claim {}

  /// The key came before, with other content.
  record Reused() implements Claim {}
}
