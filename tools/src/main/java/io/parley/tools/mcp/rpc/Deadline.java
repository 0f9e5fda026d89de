package io.parley.tools.mcp.rpc;

import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A point of the monotonic clock at which an exchange is given up. It may pause while a person
/// thinks. Thread safe.
public final class Deadline {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Duration pausesMax;
  private long nanos;
  private Optional<Long> pausedAt = Optional.empty();

  private Deadline(long nanos, Duration pausesMax) {
    this.nanos = nanos;
    this.pausesMax = pausesMax;
  }

  public static Deadline in(Duration time) {
    return in(time, Duration.ZERO);
  }

  /// @param pausesMax how long all its pauses may be
  public static Deadline in(Duration time, Duration pausesMax) {
    return new Deadline(System.nanoTime() + time.toNanos(), pausesMax);
  }

  /// The earlier one of this and `time` from now.
  public Deadline orIn(Duration time) {
    return left().compareTo(time) > 0 ? in(time) : this;
  }

  /// Zero when it has passed.
  public synchronized Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - pausedAt.orElseGet(System::nanoTime)));
  }

  /// The time that is left if it pauses as long as it may.
  public Duration longest() {
    return left().plus(pausesMax);
  }

  public boolean hasPassed() {
    return left().isZero();
  }

  public McpFailure passed(String waitingFor) {
    return new McpFailure(Kind.TIMEOUT, "no answer in time to " + waitingFor);
  }

  /// Stands still until this is closed. One pause at a time.
  public synchronized Pause pause() {
    if (pausedAt.isPresent()) throw new IllegalStateException("the deadline pauses already");
    pausedAt = Optional.of(System.nanoTime());
    return this::resume;
  }

  private synchronized void resume() {
    nanos += System.nanoTime() - pausedAt.orElseThrow();
    pausedAt = Optional.empty();
  }

  /// Runs `action` at the deadline unless the alarm is closed before.
  public Alarm alarm(Runnable action) {
    var done = new CompletableFuture<Void>();
    arm(done, action);
    return () -> done.complete(null);
  }

  private void arm(CompletableFuture<Void> done, Runnable action) {
    var timer = new CompletableFuture<Void>();
    timer.orTimeout(Math.max(left().toNanos(), BETWEEN_LOOKS.toNanos()), TimeUnit.NANOSECONDS);
    var _ =
        timer.whenComplete(
            (_, late) -> {
              if (late == null || done.isDone()) return;
              if (hasPassed()) action.run();
              else arm(done, action);
            });
    var _ = done.thenRun(() -> timer.complete(null));
  }

  /// Closing it calls the alarm off.
  public interface Alarm extends AutoCloseable {
    @Override
    void close();
  }

  /// Closing it ends the pause.
  public interface Pause extends AutoCloseable {
    @Override
    void close();
  }
}
