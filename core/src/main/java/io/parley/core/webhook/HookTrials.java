package io.parley.core.webhook;

import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletionStage;

/// Sends a webhook a message that tells of nothing, at once, in whatever state it is.
public interface HookTrials {
  /// Its outcome.
  sealed interface Trial {}

  record Tried(HookAttempt attempt) implements Trial {}

  /// The organisation has no such webhook.
  record Missing() implements Trial {}

  /// Another trial of the organisation is under way, or too many are.
  record Busy() implements Trial {}

  CompletionStage<Trial> send(TenantId tenant, WebhookId webhook);
}
