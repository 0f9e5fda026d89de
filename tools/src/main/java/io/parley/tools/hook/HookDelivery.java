package io.parley.tools.hook;

import io.parley.core.fault.Stages;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox;
import io.parley.core.webhook.HookOutbox.Claimed;
import io.parley.core.webhook.HookOutbox.Opened;
import io.parley.core.webhook.HookRules;
import io.parley.core.webhook.HookRules.Verdict;
import io.parley.core.webhook.HookTrials;
import io.parley.core.webhook.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives webhooks their runs. A run is claimed, messages are sent in order, and what follows is
/// stored: a sender that is lost in between has its last message sent once more, under the same id.
/// Thread safe.
public final class HookDelivery implements HookTrials, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HookDelivery.class);

  /// After this time the next one has the place.
  private static final Duration RUN = Duration.ofSeconds(10);

  private static final int MESSAGES_MAX = 100;
  private static final int SWEEP_MAX = 1_000;
  private static final int TRIALS_MAX = 8;

  private final HookOutbox outbox;
  private final HookSender sender;
  private final HookPlaces places;
  private final HookPlaces trials = new HookPlaces(TRIALS_MAX);
  private final Executor threads;
  private final InstantSource clock;
  private final DoubleSupplier chance;
  private volatile boolean closed;

  /// By turns, so that an organisation which always has something for one webhook tries those that
  /// failed, too. Of one round at a time.
  private volatile boolean failingFirst;

  /// @param threads one for each run, which blocks; @param chance between 0 and 1
  public HookDelivery(
      HookOutbox outbox,
      HookSender sender,
      HookPlaces places,
      Executor threads,
      InstantSource clock,
      DoubleSupplier chance) {
    this.outbox = outbox;
    this.sender = sender;
    this.places = places;
    this.threads = threads;
    this.clock = clock;
    this.chance = chance;
  }

  /// Begins runs of webhooks that have something to send, as many as there are places. Completes
  /// when they have begun. One round at a time.
  public CompletionStage<Void> round() {
    boolean isFirst = failingFirst;
    failingFirst = !isFirst;
    return claim(isFirst)
        .thenCompose(
            claimed -> {
              claimed.forEach(this::begin);
              return claim(!isFirst);
            })
        .thenAccept(claimed -> claimed.forEach(this::begin));
  }

  private CompletionStage<List<Claimed>> claim(boolean isFailing) {
    int max = isFailing ? places.freeForFailing() : places.free();
    if (max == 0) return CompletableFuture.completedStage(List.of());
    var now = clock.instant();
    return outbox.claim(now, now.plus(HookRules.LEASE), places.busy(), isFailing, max);
  }

  private void begin(Claimed claimed) {
    var tenant = claimed.tenant();
    // the claim of another ends by itself
    if (!places.take(tenant, claimed.failures().times() > 0)) return;
    threads.execute(
        () -> {
          try {
            run(claimed);
          } catch (RuntimeException e) {
            LOG.warn("a run of the webhook {} is cut short", claimed.webhook(), Stages.cause(e));
          } finally {
            places.leave(tenant);
          }
        });
  }

  private void run(Claimed claimed) {
    var tenant = claimed.tenant();
    var began = clock.instant();
    var opened = awaited(outbox.open(tenant, claimed.webhook(), began));
    if (opened.isPresent())
      sent(claimed, opened.get(), began).ifPresent(verdict -> end(claimed, verdict));
  }

  /// @return empty for an attempt that failed because this node ends, when the claim ends by
  ///   itself; and for a claim that has ended: another run goes on, or none
  private Optional<Verdict> sent(Claimed claimed, Opened to, Instant began) {
    var tenant = claimed.tenant();
    boolean isAnyTaken = false;
    for (var message : awaited(outbox.next(tenant, claimed.webhook(), MESSAGES_MAX))) {
      if (isAnyTaken && (closed || !clock.instant().isBefore(began.plus(RUN)))) break;
      var attempt = sender.send(tenant, to, message);
      if (closed && !attempt.isTaken()) return Optional.empty();
      var now = clock.instant();
      boolean isHeld = awaited(outbox.tried(claimed, message, attempt, now));
      if (!isHeld) return Optional.empty();
      if (!attempt.isTaken())
        return Optional.of(
            HookRules.after(
                claimed.failures(), isAnyTaken, attempt.outcome(), now, chance.getAsDouble()));
      isAnyTaken = true;
    }
    return Optional.of(new HookRules.Fine());
  }

  private void end(Claimed claimed, Verdict verdict) {
    boolean isStored = awaited(outbox.end(claimed, verdict, clock.instant()));
    if (isStored && verdict instanceof HookRules.SwitchedOff(var failures, var error))
      LOG.info(
          "the webhook {} is switched off after {} failures in a row: {}",
          claimed.webhook(),
          failures.times(),
          error);
  }

  private static <T> T awaited(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Override
  public CompletionStage<Trial> send(TenantId tenant, WebhookId webhook) {
    if (!trials.take(tenant, false)) return CompletableFuture.completedStage(new Busy());
    return CompletableFuture.completedStage(webhook)
        .thenCompose(id -> outbox.open(tenant, id, clock.instant()))
        .thenApplyAsync(opened -> trial(tenant, opened), threads)
        .whenComplete((_, _) -> trials.leave(tenant));
  }

  private Trial trial(TenantId tenant, Optional<Opened> opened) {
    if (opened.isEmpty()) return new Missing();
    var id = "msg_" + UUID.randomUUID().toString().replace("-", "");
    var message = HookMessage.test(id, clock.instant());
    return new Tried(sender.send(tenant, opened.get(), message));
  }

  /// Runs end after the message that is being sent.
  @Override
  public void close() {
    closed = true;
  }

  /// Deletes old messages.
  public CompletionStage<Void> sweep() {
    return outbox
        .sweep(clock.instant(), SWEEP_MAX)
        .thenCompose(
            swept -> swept == SWEEP_MAX ? sweep() : CompletableFuture.<Void>completedStage(null));
  }
}
