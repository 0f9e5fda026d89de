package io.parley.http.webhook;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookRules.Failures;
import io.parley.core.webhook.HookTarget;
import io.parley.core.webhook.Webhook;
import io.parley.core.webhook.WebhookId;
import io.parley.core.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/// Webhooks of one organisation in memory, under the rules of the port. Nothing is delivered.
final class MemoryWebhooks implements Webhooks {
  final List<String> secrets = new ArrayList<>();
  final List<Act> acts = new ArrayList<>();
  final List<Switch> switched = new ArrayList<>();
  private final Map<WebhookId, Webhook> all = new LinkedHashMap<>();

  @Override
  public CompletionStage<Stored> create(
      TenantId tenant, WebhookId id, HookTarget target, String secret, Act act) {
    if (all.size() >= COUNT_MAX) return done(new Full());
    acts.add(act);
    secrets.add(secret);
    var made =
        new Webhook(
            id,
            target,
            Webhook.State.ON,
            Failures.NONE,
            Optional.empty(),
            act.at(),
            0,
            0,
            Optional.empty());
    all.put(id, made);
    return done(new Done(made));
  }

  private CompletionStage<Stored> change(WebhookId id, Act act, UnaryOperator<Webhook> by) {
    var before = all.get(id);
    if (before == null) return done(new Missing());
    acts.add(act);
    var after = by.apply(before);
    all.put(id, after);
    return done(new Done(after));
  }

  private static Webhook with(
      Webhook was, HookTarget target, Webhook.State state, Optional<Instant> oldUntil) {
    return new Webhook(
        was.id(),
        target,
        state,
        was.failures(),
        was.error(),
        was.since(),
        was.missed(),
        was.waiting(),
        oldUntil);
  }

  @Override
  public CompletionStage<Stored> change(TenantId tenant, WebhookId id, HookTarget target, Act act) {
    return change(id, act, was -> with(was, target, was.state(), was.oldUntil()));
  }

  @Override
  public CompletionStage<Stored> rotate(
      TenantId tenant, WebhookId id, String secret, Duration overlap, Act act) {
    secrets.add(secret);
    var until = Optional.of(act.at().plus(overlap));
    return change(id, act, was -> with(was, was.target(), was.state(), until));
  }

  @Override
  public CompletionStage<Stored> switchTo(TenantId tenant, WebhookId id, Switch to, Act act) {
    switched.add(to);
    var state = to == Switch.OFF ? Webhook.State.OFF : Webhook.State.ON;
    return change(id, act, was -> with(was, was.target(), state, was.oldUntil()));
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId tenant, WebhookId id, Act act) {
    return CompletableFuture.completedStage(all.remove(id) != null);
  }

  @Override
  public CompletionStage<List<Webhook>> list(TenantId tenant) {
    return CompletableFuture.completedStage(List.copyOf(all.values()));
  }

  @Override
  public CompletionStage<Optional<Webhook>> find(TenantId tenant, WebhookId id) {
    return CompletableFuture.completedStage(Optional.ofNullable(all.get(id)));
  }

  /// One that was refused once.
  @Override
  public CompletionStage<List<Listed>> messages(TenantId tenant, WebhookId id, int limit) {
    var message =
        new HookMessage(
            "msg_1", "rated", Instant.EPOCH, OptionalLong.of(4), Map.of("session", "s-1"));
    var last =
        new Last(Instant.EPOCH, Optional.of(503), Optional.of("status 503"), Duration.ofMillis(12));
    return CompletableFuture.completedStage(
        List.of(new Listed(message, "waiting", 1, Optional.of(last))));
  }

  private static CompletionStage<Stored> done(Stored stored) {
    return CompletableFuture.completedStage(stored);
  }
}
