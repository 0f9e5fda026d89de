package io.parley.core.webhook;

import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookRules.Failures;
import io.parley.core.webhook.HookRules.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// The messages that wait for webhooks, for their senders: any number of nodes. Thread safe.
public interface HookOutbox {
  /// A webhook whose run is due: others do not get it before the lease ends.
  ///
  /// @param lease the end of the claim, to the microsecond
  record Claimed(TenantId tenant, WebhookId webhook, Failures failures, Instant lease) {}

  /// A webhook as its sender needs it.
  ///
  /// @param secrets that sign now: the newest, and the one before it while both count; empty if
  ///   this node cannot decrypt them
  record Opened(URI url, List<String> secrets) {
    public Opened {
      secrets = List.copyOf(secrets);
    }

    /// Without address and secrets, for logs.
    @Override
    public String toString() {
      return "Opened[" + secrets.size() + " secrets]";
    }
  }

  /// Numbers of all organisations, for metrics.
  ///
  /// @param waiting messages; @param off webhooks that the program has switched off
  record Counts(int waiting, int off) {}

  /// Webhooks whose run is due, at most one of each organisation that is served, those that wait
  /// longest first. A claimer that is lost leaves them to the next one.
  ///
  /// @param busy organisations that have a run under way here
  /// @param isFailing whether those whose last attempt failed are meant, or the others
  CompletionStage<List<Claimed>> claim(
      Instant now, Instant lease, Set<TenantId> busy, boolean isFailing, int max);

  /// Empty if the webhook was removed.
  CompletionStage<Optional<Opened>> open(TenantId tenant, WebhookId webhook, Instant now);

  /// The messages that wait for a webhook, in order.
  CompletionStage<List<HookMessage>> next(TenantId tenant, WebhookId webhook, int max);

  /// Stores an attempt at a message.
  ///
  /// @param at its end
  /// @return false if the claim has ended, or a person has changed, turned off or removed the
  ///   webhook meanwhile: the run must end
  CompletionStage<Boolean> tried(
      Claimed claimed, HookMessage message, HookAttempt attempt, Instant at);

  /// Stores what follows the run. People of the organisation are told by mail that their webhook
  /// was switched off, in the same transaction.
  ///
  /// @return false if the claim has ended, or a person has changed the webhook meanwhile; then
  ///   nothing is stored
  CompletionStage<Boolean> end(Claimed claimed, Verdict verdict, Instant at);

  /// Deletes messages that are older than [HookRules#KEPT]. Those that waited count as missed.
  ///
  /// @return how many, at most `max`
  CompletionStage<Integer> sweep(Instant now, int max);

  /// @param max at which counting ends
  CompletionStage<Counts> counts(int max);
}
