package io.parley.tools.model.routing;

import io.parley.core.model.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// The calls that wait until a provider may be asked again: a limited number, each for a little
/// longer than the provider asked for, so that they do not all come back at once.
final class Waiters {
  /// Time for an answer; a call that would have less left does not wait.
  static final Duration ANSWER = Duration.ofSeconds(5);

  private static final Duration SPREAD_MIN = Duration.ofMillis(500);
  private static final Duration SPREAD_MAX = Duration.ofSeconds(5);

  private final int max;
  private final Duration waitMax;
  private final RandomGenerator random;
  private final AtomicInteger waiting = new AtomicInteger();

  Waiters(RoutingSettings settings, RandomGenerator random) {
    this.max = settings.waitingMax();
    this.waitMax = settings.waitMax();
    this.random = random;
  }

  /// The place of one waiting call; cancelled however the wait ends.
  final class Place implements Cancellable {
    private final Duration wait;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(Duration wait) {
      this.wait = wait;
    }

    Duration time() {
      return wait;
    }

    @Override
    public void cancel() {
      if (left.compareAndSet(false, true)) waiting.decrementAndGet();
    }
  }

  /// @param wanted the pause that the provider asked for
  /// @param left until the call's deadline
  /// @return empty when there is no time or too many wait
  Optional<Place> enter(Duration wanted, Duration left) {
    var spare = left.minus(wanted).minus(ANSWER);
    if (wanted.compareTo(waitMax) > 0 || spare.isNegative()) return Optional.empty();
    if (waiting.incrementAndGet() > max) {
      waiting.decrementAndGet();
      return Optional.empty();
    }
    var spread = min(max(SPREAD_MIN, min(wanted, SPREAD_MAX)), spare);
    return Optional.of(new Place(wanted.plusMillis(random.nextLong(spread.toMillis() + 1))));
  }

  static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
