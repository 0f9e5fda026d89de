package io.parley.persistence.embedded;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches a required process and restarts it when it ends unexpectedly, at growing intervals, so
/// that a dead dependency degrades conversations for seconds and does not end them.
final class Restarter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Restarter.class);

  /// Starts the process. The result completes when the process has ended, however it ended.
  @FunctionalInterface
  interface Launch {
    CompletionStage<?> launch();
  }

  /// The first pause, which doubles up to the last. After the process has run for `stable`, the
  /// next pause is the first again.
  record Pauses(Duration first, Duration last, Duration stable) {
    static final Pauses USUAL =
        new Pauses(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMinutes(1));

    Duration after(Duration pause) {
      var twice = pause.multipliedBy(2);
      return twice.compareTo(last) < 0 ? twice : last;
    }
  }

  private final String name;
  private final Launch launch;
  private final Pauses pauses;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread watcher;

  private Restarter(String name, CompletionStage<?> ended, Launch launch, Pauses pauses) {
    this.name = name;
    this.launch = launch;
    this.pauses = pauses;
    this.watcher = Thread.ofVirtual().name("restarter-" + name).unstarted(() -> watch(ended));
  }

  /// @param ended completes when the current process has ended
  static Restarter of(String name, CompletionStage<?> ended, Launch launch, Pauses pauses) {
    var restarter = new Restarter(name, ended, launch, pauses);
    restarter.watcher.start();
    return restarter;
  }

  private void watch(CompletionStage<?> first) {
    var pause = pauses.first();
    for (var ended = Optional.<CompletionStage<?>>of(first); ended.isPresent(); ) {
      long since = System.nanoTime();
      awaitEnd(ended.get());
      if (closing.isDone()) return;
      LOG.warn("{} ended unexpectedly; it is being restarted", name);
      if (System.nanoTime() - since >= pauses.stable().toNanos()) pause = pauses.first();
      ended = relaunch(pause);
      pause = pauses.after(pause);
    }
  }

  private void awaitEnd(CompletionStage<?> ended) {
    var over = ended.handle((_, _) -> null).toCompletableFuture();
    CompletableFuture.anyOf(over, closing).join();
  }

  /// Empty when closed meanwhile.
  private Optional<CompletionStage<?>> relaunch(Duration firstPause) {
    for (var pause = firstPause; !closedWithin(pause); pause = pauses.after(pause)) {
      try {
        return Optional.of(launch.launch());
      } catch (StartFailure failure) {
        LOG.warn("{} cannot be restarted yet: {}", name, failure.getMessage());
      }
    }
    return Optional.empty();
  }

  private boolean closedWithin(Duration pause) {
    var timer =
        new CompletableFuture<Void>().completeOnTimeout(null, pause.toMillis(), MILLISECONDS);
    CompletableFuture.anyOf(timer, closing).join();
    return closing.isDone();
  }

  /// Starts nothing from now on; waits for a start that is under way.
  @Override
  public void close() {
    closing.complete(null);
    boolean interrupted = false;
    while (watcher.isAlive()) {
      try {
        watcher.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
