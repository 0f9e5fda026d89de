package io.parley.tools.model.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Opens after so many failures in a row, and lets one call through after a while. Lock-free.
final class Breaker {
  private static final float ALL = 100;

  private final CircuitBreaker breaker;
  private final AtomicReference<Instant> since = new AtomicReference<>();

  /// @param changed hears each new state, once
  Breaker(String name, BreakerSettings settings, Clock clock, Consumer<BreakerState> changed) {
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    settings.failures(),
                    settings.failures(),
                    SlidingWindowType.COUNT_BASED,
                    CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(ALL)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(settings.openFor())
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              var transition = event.getStateTransition();
              if (transition.getFromState() == transition.getToState()) return;
              since.set(clock.instant());
              changed.accept(state(transition.getToState()));
            });
  }

  /// Whoever gets in must say what became of it: one of the four below.
  boolean tryEnter() {
    return breaker.tryAcquirePermission();
  }

  void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed(Throwable failure) {
    breaker.onError(0, TimeUnit.NANOSECONDS, failure);
  }

  /// Nothing was learned.
  void released() {
    breaker.releasePermission();
  }

  /// There is no need to count: the next call would fail as well.
  void hopeless(Throwable failure) {
    failed(failure);
    if (breaker.getState() != CircuitBreaker.State.OPEN) breaker.transitionToOpenState();
  }

  void reset() {
    if (breaker.getState() != CircuitBreaker.State.CLOSED) breaker.transitionToClosedState();
  }

  BreakerState state() {
    return state(breaker.getState());
  }

  /// Of the newest calls.
  int failures() {
    return breaker.getMetrics().getNumberOfFailedCalls();
  }

  /// Empty when nothing ever went wrong.
  Optional<Instant> since() {
    return Optional.ofNullable(since.get());
  }

  private static BreakerState state(CircuitBreaker.State state) {
    return switch (state) {
      case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
      case HALF_OPEN -> BreakerState.HALF_OPEN;
      case OPEN, FORCED_OPEN -> BreakerState.OPEN;
    };
  }
}
