package io.parley.tools.hook;

import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox;
import io.parley.core.webhook.HookRules;
import io.parley.core.webhook.HookRules.Failures;
import io.parley.core.webhook.HookRules.Verdict;
import io.parley.core.webhook.WebhookId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Webhooks in memory, one of each organisation, under the rules of the port.
final class MemoryHooks implements HookOutbox {
  final Map<String, Hook> hooks = new TreeMap<>();
  final List<Boolean> claims = new ArrayList<>();
  int swept;

  static final class Hook {
    final WebhookId id;
    final Deque<HookMessage> waiting = new ArrayDeque<>();
    final List<HookAttempt> attempts = new ArrayList<>();
    Failures failures = Failures.NONE;
    Optional<Instant> nextAt = Optional.empty();
    Optional<String> switchedOff = Optional.empty();

    private Hook(WebhookId id) {
      this.id = id;
    }
  }

  static HookMessage message(int number) {
    return new HookMessage(
        "msg_" + number,
        "session-ended",
        Instant.EPOCH,
        OptionalLong.of(number),
        Map.of("session", "s-1"));
  }

  Hook add(String tenant, WebhookId id, int messages, Instant now) {
    var hook = hooks.computeIfAbsent(tenant, _ -> new Hook(id));
    for (int i = 1; i <= messages; i++) hook.waiting.add(message(i));
    hook.nextAt = Optional.of(now);
    return hook;
  }

  private Hook of(TenantId tenant) {
    return hooks.get(tenant.value());
  }

  @Override
  public CompletionStage<List<Claimed>> claim(
      Instant now, Instant lease, Set<TenantId> busy, boolean isFailing, int max) {
    claims.add(isFailing);
    var claimed = new ArrayList<Claimed>();
    hooks.forEach(
        (tenant, hook) -> {
          boolean isDue = hook.nextAt.filter(at -> !at.isAfter(now)).isPresent();
          boolean isFree = !busy.contains(new TenantId(tenant)) && claimed.size() < max;
          if (!isDue || !isFree || isFailing != hook.failures.times() > 0) return;
          hook.nextAt = Optional.of(lease);
          claimed.add(new Claimed(new TenantId(tenant), hook.id, hook.failures, lease));
        });
    return CompletableFuture.completedStage(claimed);
  }

  @Override
  public CompletionStage<Optional<Opened>> open(TenantId tenant, WebhookId webhook, Instant now) {
    var found = Optional.ofNullable(of(tenant)).filter(hook -> hook.id.equals(webhook));
    var url = URI.create("https://" + tenant + ".example/hook");
    return CompletableFuture.completedStage(
        found.map(_ -> new Opened(url, List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))));
  }

  @Override
  public CompletionStage<List<HookMessage>> next(TenantId tenant, WebhookId webhook, int max) {
    return CompletableFuture.completedStage(of(tenant).waiting.stream().limit(max).toList());
  }

  @Override
  public CompletionStage<Boolean> tried(
      Claimed claimed, HookMessage message, HookAttempt attempt, Instant at) {
    var hook = of(claimed.tenant());
    hook.attempts.add(attempt);
    if (attempt.isTaken()) hook.waiting.remove(message);
    return CompletableFuture.completedStage(hook.nextAt.equals(Optional.of(claimed.lease())));
  }

  @Override
  public CompletionStage<Boolean> end(Claimed claimed, Verdict verdict, Instant at) {
    var hook = of(claimed.tenant());
    if (!hook.nextAt.equals(Optional.of(claimed.lease())))
      return CompletableFuture.completedStage(false);
    switch (verdict) {
      case HookRules.Fine() -> {
        hook.failures = Failures.NONE;
        hook.nextAt = hook.waiting.isEmpty() ? Optional.empty() : Optional.of(at);
      }
      case HookRules.Later(var failures, var _, var nextAt) -> {
        hook.failures = failures;
        hook.nextAt = Optional.of(nextAt);
      }
      case HookRules.SwitchedOff(var failures, var error) -> {
        hook.failures = failures;
        hook.nextAt = Optional.empty();
        hook.switchedOff = Optional.of(error);
      }
    }
    return CompletableFuture.completedStage(true);
  }

  /// A thousand, and then nothing.
  @Override
  public CompletionStage<Integer> sweep(Instant now, int max) {
    return CompletableFuture.completedStage(swept++ == 0 ? max : 0);
  }

  @Override
  public CompletionStage<Counts> counts(int max) {
    throw new UnsupportedOperationException("a sender counts nothing");
  }
}
