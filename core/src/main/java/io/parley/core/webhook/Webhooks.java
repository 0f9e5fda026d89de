package io.parley.core.webhook;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The webhooks of organisations, for their people. Secrets are encrypted as the values of
/// [io.parley.core.secret.Secrets] are. Changes are committed with an entry in the organisation's
/// audit trail. Callers ask the principal first. Thread safe.
public interface Webhooks {
  /// The most webhooks of an organisation.
  int COUNT_MAX = 10;

  /// The longest time that a replaced secret signs, too.
  Duration OVERLAP_MAX = Duration.ofDays(7);

  /// The outcome of storing one.
  sealed interface Stored {}

  record Done(Webhook webhook) implements Stored {}

  /// The organisation has [#COUNT_MAX] already.
  record Full() implements Stored {}

  /// The organisation has none of this id.
  record Missing() implements Stored {}

  /// This installation has no key to encrypt a secret with.
  record Locked() implements Stored {}

  /// How a person has a webhook switched.
  enum Switch {
    OFF,
    /// Waiting messages are delivered first.
    ON,
    /// Waiting messages are skipped.
    ON_FROM_NOW
  }

  /// A message, and how far it is.
  ///
  /// @param state `waiting`, `delivered` or `skipped`
  /// @param last the last attempt; empty before the first one
  record Listed(HookMessage message, String state, int attempts, Optional<Last> last) {}

  /// @param status of the answer, if there was one; @param error empty if it was taken
  record Last(Instant at, Optional<Integer> status, Optional<String> error, Duration took) {}

  /// Makes a webhook that is on.
  ///
  /// @param secret as [WebhookSignature#isSecret] wants it
  CompletionStage<Stored> create(
      TenantId tenant, WebhookId id, HookTarget target, String secret, Act act);

  /// Replaces its target; one that fails is tried anew at once.
  CompletionStage<Stored> change(TenantId tenant, WebhookId id, HookTarget target, Act act);

  /// Replaces its secret.
  ///
  /// @param overlap how long the one before signs, too; none ends it at once
  CompletionStage<Stored> rotate(
      TenantId tenant, WebhookId id, String secret, Duration overlap, Act act);

  /// Has it switched. One that was off tells of events from now on.
  CompletionStage<Stored> switchTo(TenantId tenant, WebhookId id, Switch to, Act act);

  /// Removes it with its messages.
  ///
  /// @return false if the organisation has none of this id
  CompletionStage<Boolean> remove(TenantId tenant, WebhookId id, Act act);

  /// Those of an organisation, the oldest first.
  CompletionStage<List<Webhook>> list(TenantId tenant);

  CompletionStage<Optional<Webhook>> find(TenantId tenant, WebhookId id);

  /// Its messages, the newest first; none for one that does not exist.
  CompletionStage<List<Listed>> messages(TenantId tenant, WebhookId id, int limit);
}
