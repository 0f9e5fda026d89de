package io.parley.knowledge.source;

import io.parley.core.fault.Stages;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns;
import io.parley.core.knowledge.site.SourceRuns.Claim;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's share in the reading of sources: claims one that is due, reads it in a virtual
/// thread, renews the claim meanwhile, and records the result. A claim that was lost cancels the
/// reading; what it still stores is refused by the book.
public final class SourceWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceWork.class);
  private static final Duration RELEASE_MAX = Duration.ofSeconds(5);
  private static final int RENEWALS = 3;

  private final SourceRuns runs;
  private final SourceReader reader;
  private final WebSourceSettings settings;
  private final Semaphore places;
  private final Set<Active> active = ConcurrentHashMap.newKeySet();
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("parley-sources").factory());
  private volatile boolean closed;
  private volatile boolean fails;

  /// A source that this node reads.
  private static final class Active {
    private final Claim claim;
    private volatile boolean cancelled;

    private Active(Claim claim) {
      this.claim = claim;
    }
  }

  private SourceWork(SourceRuns runs, SourceReader reader, WebSourceSettings settings) {
    this.runs = runs;
    this.reader = reader;
    this.settings = settings;
    this.places = new Semaphore(settings.atOnce());
  }

  /// Begins to look for sources that are due.
  public static SourceWork start(SourceRuns runs, SourceReader reader, WebSourceSettings settings) {
    var work = new SourceWork(runs, reader, settings);
    long renewal = settings.lease().toMillis() / RENEWALS;
    long look = settings.lookEvery().toMillis();
    var _ = work.timer.scheduleWithFixedDelay(work::look, look, look, TimeUnit.MILLISECONDS);
    var _ = work.timer.scheduleWithFixedDelay(work::renew, renewal, renewal, TimeUnit.MILLISECONDS);
    return work;
  }

  private void look() {
    if (!places.tryAcquire()) return;
    runs.claim(UUID.randomUUID().toString(), settings.lease())
        .whenComplete(
            (claim, failure) -> {
              if (failure == null) fails = false;
              else failed(failure);
              if (failure == null && claim.isPresent()) begin(claim.get());
              else places.release();
            });
  }

  /// Once for each outage.
  private void failed(Throwable failure) {
    if (!fails && !closed)
      LOG.warn("no source can be claimed: {}", Stages.cause(failure).getMessage());
    fails = true;
  }

  private void begin(Claim claim) {
    var begun = new Active(claim);
    active.add(begun);
    if (closed) {
      giveBack(begun);
      return;
    }
    try {
      readers.execute(() -> perform(begun));
    } catch (RejectedExecutionException closedMeanwhile) {
      giveBack(begun);
    }
  }

  private void giveBack(Active work) {
    runs.release(work.claim).whenComplete((_, _) -> done(work));
  }

  private void perform(Active work) {
    SourceRun.Result result;
    try {
      result = reader.read(work.claim, runs.book(work.claim), () -> work.cancelled);
    } catch (IOException | RuntimeException e) {
      result = failure(work, Stages.cause(e));
    }
    if (work.cancelled) giveBack(work);
    else end(work, result);
  }

  private static SourceRun.Result failure(Active work, Throwable cause) {
    if (!work.cancelled) LOG.warn("source {} cannot be read", work.claim.source().id(), cause);
    return SourceRun.Result.failure(
        Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName()));
  }

  /// The result waits for a database that is away; the claim is kept as long.
  private void end(Active work, SourceRun.Result result) {
    runs.end(work.claim, result)
        .whenComplete(
            (_, failure) -> {
              if (failure == null || work.cancelled) done(work);
              else later(work, result);
            });
  }

  private void later(Active work, SourceRun.Result result) {
    try {
      var _ =
          timer.schedule(
              () -> end(work, result), settings.lookEvery().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closedMeanwhile) {
      done(work);
    }
  }

  private void done(Active work) {
    if (active.remove(work)) places.release();
  }

  /// A renewal that fails is tried again; when it comes too late, the claim is another node's.
  private void renew() {
    for (var work : active)
      runs.renew(work.claim, settings.lease())
          .whenComplete(
              (isOurs, failure) -> {
                if (failure == null && !isOurs) work.cancelled = true;
              });
  }

  /// Releases the claims, so that other nodes go on at once. Readings under way end by themselves.
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    readers.shutdown();
    var released =
        active.stream()
            .map(
                work -> {
                  work.cancelled = true;
                  return runs.release(work.claim).toCompletableFuture();
                })
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(released)
        .exceptionally(
            failure -> {
              LOG.info(
                  "claims of sources expire by themselves: {}", Stages.cause(failure).getMessage());
              return null;
            })
        .completeOnTimeout(null, RELEASE_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
