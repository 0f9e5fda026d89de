package io.parley.knowledge.index;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes vectors in a thread of its own, a step for each index in turn. After a failure of the
/// embedder an index waits, longer each time, and is found by words meanwhile.
final class VectorWork {
  private static final Logger log = LoggerFactory.getLogger(VectorWork.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final ScheduledThreadPoolExecutor thread;
  private final Set<TenantIndex> under = ConcurrentHashMap.newKeySet();

  VectorWork() {
    thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("knowledge-vectors").factory());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /// Nothing if it is under way.
  ///
  /// @param done receives the index when no vectors are missing
  void begin(TenantIndex index, Consumer<TenantIndex> done) {
    if (under.add(index)) next(index, Duration.ZERO, Duration.ZERO, done);
  }

  private void next(
      TenantIndex index, Duration in, Duration lastPause, Consumer<TenantIndex> done) {
    try {
      var _ = thread.schedule(() -> step(index, lastPause, done), in.toMillis(), MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      under.remove(index);
    }
  }

  private void step(TenantIndex index, Duration lastPause, Consumer<TenantIndex> done) {
    try {
      if (index.addVectors()) {
        next(index, Duration.ZERO, Duration.ZERO, done);
        return;
      }
      under.remove(index);
      // changes that came since were not begun
      if (index.vectorsMissing()) begin(index, done);
      else done.accept(index);
    } catch (AlreadyClosedException | RejectedExecutionException closed) {
      under.remove(index);
    } catch (IOException | RuntimeException failure) {
      if (lastPause.isZero())
        log.warn(
            "vectors cannot be made by {}: passages are found by their words until they are",
            index.embedder().id(),
            failure);
      var pause = lastPause.isZero() ? FIRST_PAUSE : lastPause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
      next(index, pause, pause, done);
    }
  }

  /// No further step begins. The thread is not interrupted, because it may be writing a file.
  void close() {
    thread.shutdown();
  }

  /// @return false if it did not end in time
  boolean awaitEnd(long millis) throws InterruptedException {
    return thread.awaitTermination(millis, MILLISECONDS);
  }
}
