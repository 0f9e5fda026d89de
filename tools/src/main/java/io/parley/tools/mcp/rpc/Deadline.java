package io.parley.tools.mcp.rpc;

import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A point of the monotonic clock at which an exchange is given up.
///
/// @param nanos of [System#nanoTime()]
public record Deadline(long nanos) {

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /// The earlier one of this and `time` from now.
  public Deadline orIn(Duration time) {
    var other = in(time);
    return other.nanos - nanos < 0 ? other : this;
  }

  /// Zero when it has passed.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  public boolean hasPassed() {
    return left().isZero();
  }

  public McpFailure passed(String waitingFor) {
    return new McpFailure(Kind.TIMEOUT, "no answer in time to " + waitingFor);
  }

  /// Runs `action` at the deadline unless the alarm is closed before.
  public Alarm alarm(Runnable action) {
    var timer = new CompletableFuture<Void>();
    timer.orTimeout(left().toNanos(), TimeUnit.NANOSECONDS);
    var _ =
        timer.whenComplete(
            (_, late) -> {
              if (late != null) action.run();
            });
    return () -> timer.complete(null);
  }

  /// Closing it calls the alarm off.
  public interface Alarm extends AutoCloseable {
    @Override
    void close();
  }
}
