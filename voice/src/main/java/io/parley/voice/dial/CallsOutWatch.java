package io.parley.voice.dial;

import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutCommand;
import io.parley.voice.flow.Rounds;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after calls of which nothing was heard for a while: the node that took the order, or got
/// its reports, may be gone. Each node looks; a call is looked after by one of them at a time. It
/// also deletes old records.
public final class CallsOutWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallsOutWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /// A provider's answer takes less.
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);
  private static final int AT_ONCE = 20;
  private static final int SWEEP_MAX = 1_000;

  private final CallsOut calls;
  private final InstantSource clock;
  private final Rounds rounds;
  private Instant swept = Instant.EPOCH;

  private CallsOutWatch(CallsOut calls, Timer timer, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
    rounds =
        Rounds.start(
            timer,
            EVERY,
            () -> look().thenCompose(_ -> sweep()),
            failure -> LOG.warn("calls out are not looked after just now", failure));
  }

  public static CallsOutWatch start(CallsOut calls, Timer timer, InstantSource clock) {
    return new CallsOutWatch(calls, timer, clock);
  }

  /// Looks after all calls that are due now.
  CompletionStage<Void> look() {
    return calls
        .store()
        .due(clock.instant(), LEASE, AT_ONCE)
        .thenCompose(
            due ->
                CompletableFuture.allOf(
                    due.stream()
                        .map(call -> step(call).toCompletableFuture())
                        .toArray(CompletableFuture[]::new)));
  }

  private CompletionStage<Void> step(CallOut call) {
    var key = call.order().key();
    var next = call.next(clock.instant(), calls.settings().machine().listened());
    // an order that waits for a node with capacity is looked at in every round
    if (next != CallOut.Step.DIAL)
      LOG.info("call out {} is {} for long: {}", key.id(), call.state().word(), next);
    return switch (next) {
      case DIAL -> calls.dial(call);
      case LOOK -> calls.look(call);
      case HANG_UP -> calls.hangUp(call).thenCompose(_ -> calls.look(call));
      case GIVE_UP -> calls.apply(key, new CallOutCommand.Fail(CallOut.LOST)).thenApply(_ -> null);
    };
  }

  private CompletionStage<Void> sweep() {
    var now = clock.instant();
    if (now.isBefore(swept.plus(SWEEP_EVERY))) return CompletableFuture.completedStage(null);
    swept = now;
    return calls.store().sweep(now.minus(calls.settings().kept()), SWEEP_MAX).thenApply(_ -> null);
  }

  @Override
  public void close() {
    rounds.close();
  }
}
