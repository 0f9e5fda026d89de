package io.parley.mail.delivery;

import io.parley.core.fault.Stages;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's share in the sending: one round after the other while mails are due, and a look from
/// time to time otherwise. Mails that a closed node had claimed are taken by others when their
/// claims end.
public final class MailWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailWork.class);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("parley-mail-work").factory());
  private volatile boolean fails;
  private volatile boolean closed;

  private MailWork() {}

  /// Begins to look for mails that are due.
  ///
  /// @param every pause after a round that left none, or failed
  public static MailWork start(MailDelivery delivery, Duration every) {
    var work = new MailWork();
    work.after(every, delivery::round, every);
    work.after(SWEEP_EVERY, delivery::sweep, SWEEP_EVERY);
    return work;
  }

  /// @param idle pause before the round after it, unless there is more to do
  private void after(Duration pause, Supplier<CompletionStage<Boolean>> round, Duration idle) {
    try {
      var _ = timer.schedule(() -> perform(round, idle), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException refused) {
      if (!closed) throw refused;
    }
  }

  private void perform(Supplier<CompletionStage<Boolean>> round, Duration idle) {
    begun(round)
        .whenComplete(
            (hasMore, failure) -> {
              if (failure == null) fails = false;
              else failed(failure);
              after(failure == null && hasMore ? Duration.ZERO : idle, round, idle);
            });
  }

  private static CompletionStage<Boolean> begun(Supplier<CompletionStage<Boolean>> round) {
    try {
      return round.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /// Once for each outage.
  private void failed(Throwable failure) {
    if (!fails && !closed)
      LOG.warn("mail waits: the outbox is out of reach", Stages.cause(failure));
    fails = true;
  }

  /// Attempts under way end by themselves.
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
  }
}
