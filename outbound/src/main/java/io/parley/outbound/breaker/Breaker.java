package io.parley.outbound.breaker;

import io.parley.core.fault.BreakerState;
import io.parley.core.fault.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Blocks calls to a provider after a number of failures in a row, and lets one through after a
/// while (M. Nygard, Release It!, ch. 5). Calls last from a short request to half an hour of
/// listening, so their results may come late, or more than once: a probe without a result for the
/// breaker's open time does not block the next one. Thread safe.
public final class Breaker {
  private final BreakerSettings settings;
  private final InstantSource clock;
  private final Consumer<BreakerState> changed;
  private BreakerState state = BreakerState.CLOSED;
  private Optional<Instant> since = Optional.empty();
  private int failures;

  /// Open: when the next probe is allowed. Half open: when the current probe counts as lost.
  private Instant until = Instant.MIN;

  private Instant leftAloneUntil = Instant.MIN;

  /// @param changed receives each new state, once, in order; must not block
  public Breaker(BreakerSettings settings, InstantSource clock, Consumer<BreakerState> changed) {
    this.settings = settings;
    this.clock = clock;
    this.changed = changed;
  }

  /// @return false if the provider must not be called now. Each call that was let through must be
  ///   followed by [#succeeded], [#failed] or [#learnedNothing]
  public synchronized boolean enter() {
    var now = clock.instant();
    if (now.isBefore(leftAloneUntil)) return false;
    if (state == BreakerState.CLOSED) return true;
    if (now.isBefore(until)) return false;
    until = now.plus(settings.openFor());
    become(BreakerState.HALF_OPEN);
    return true;
  }

  /// A call that was under way when the breaker opened does not close it.
  public synchronized void succeeded() {
    if (state == BreakerState.OPEN) return;
    failures = 0;
    become(BreakerState.CLOSED);
  }

  public synchronized void failed(ProviderFailure failure) {
    failure.retryAfter().ifPresent(this::leaveAlone);
    switch (failure.blame()) {
      case COUNTS -> count();
      case HOPELESS -> {
        failures++;
        open();
      }
      case NONE -> learnedNothing();
    }
  }

  /// The caller ended the call: the next probe need not wait.
  public synchronized void learnedNothing() {
    if (state == BreakerState.HALF_OPEN) until = clock.instant();
  }

  /// Resets the breaker to its initial state.
  public synchronized void reset() {
    leftAloneUntil = Instant.MIN;
    failures = 0;
    become(BreakerState.CLOSED);
  }

  /// Whether calls are blocked now.
  public synchronized boolean isShut() {
    var now = clock.instant();
    return now.isBefore(leftAloneUntil) || (state != BreakerState.CLOSED && now.isBefore(until));
  }

  public synchronized BreakerState state() {
    return state;
  }

  /// When it entered this state; empty if it was never in another.
  public synchronized Optional<Instant> since() {
    return since;
  }

  /// Number of failures in a row, up to the number that opens the breaker.
  public synchronized int failures() {
    return Math.min(failures, settings.failures());
  }

  /// The end of the pause that the provider requested; empty if it did not, or if the pause is
  /// over.
  public synchronized Optional<Instant> leftAloneUntil() {
    return Optional.of(leftAloneUntil).filter(clock.instant()::isBefore);
  }

  private void leaveAlone(Duration wanted) {
    var time = wanted.compareTo(settings.retryAfterMax()) > 0 ? settings.retryAfterMax() : wanted;
    var end = clock.instant().plus(time);
    if (end.isAfter(leftAloneUntil)) leftAloneUntil = end;
  }

  private void count() {
    failures++;
    if (state == BreakerState.HALF_OPEN || failures >= settings.failures()) open();
  }

  /// Opens the breaker. Failures of calls that were under way then do not prolong it.
  private void open() {
    if (state == BreakerState.OPEN) return;
    until = clock.instant().plus(settings.openFor());
    become(BreakerState.OPEN);
  }

  private void become(BreakerState next) {
    if (state == next) return;
    state = next;
    since = Optional.of(clock.instant());
    changed.accept(next);
  }
}
