package io.parley.outbound.breaker;

import io.parley.core.fault.BreakerState;
import io.parley.core.fault.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps calls from a provider that failed so many times in a row, and lets one through after a
/// while (M. Nygard, Release It!, ch. 5). It is entered for a short request as for half an hour of
/// listening, so what is learned of a call may come late, or more than once: a probe that tells
/// nothing for as long as the breaker is open otherwise does not keep the next one waiting. Thread
/// safe.
public final class Breaker {
  private final BreakerSettings settings;
  private final InstantSource clock;
  private final Consumer<BreakerState> changed;
  private BreakerState state = BreakerState.CLOSED;
  private Optional<Instant> since = Optional.empty();
  private int failures;

  /// Of an open one: when it is tried again. Of a half open one: when the probe counts as lost.
  private Instant until = Instant.MIN;

  private Instant leftAloneUntil = Instant.MIN;

  /// @param changed hears each new state, once, in their order; must not block
  public Breaker(BreakerSettings settings, InstantSource clock, Consumer<BreakerState> changed) {
    this.settings = settings;
    this.clock = clock;
    this.changed = changed;
  }

  /// @return false when the provider is not to be asked now. Each call that gets in is followed by
  ///   [#succeeded], [#failed] or [#learnedNothing]
  public synchronized boolean enter() {
    var now = clock.instant();
    if (now.isBefore(leftAloneUntil)) return false;
    if (state == BreakerState.CLOSED) return true;
    if (now.isBefore(until)) return false;
    until = now.plus(settings.openFor());
    become(BreakerState.HALF_OPEN);
    return true;
  }

  /// A call that was under way when the breaker opened, and went well, says nothing of the next.
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

  /// Somebody else ended the call: the next probe need not wait.
  public synchronized void learnedNothing() {
    if (state == BreakerState.HALF_OPEN) until = clock.instant();
  }

  /// As if nothing had ever happened.
  public synchronized void reset() {
    leftAloneUntil = Instant.MIN;
    failures = 0;
    become(BreakerState.CLOSED);
  }

  /// Whether the provider would be asked in vain now.
  public synchronized boolean isShut() {
    var now = clock.instant();
    return now.isBefore(leftAloneUntil) || (state != BreakerState.CLOSED && now.isBefore(until));
  }

  public synchronized BreakerState state() {
    return state;
  }

  /// When it came into this state; empty when it never was in another.
  public synchronized Optional<Instant> since() {
    return since;
  }

  /// In a row, up to the number that opens the breaker.
  public synchronized int failures() {
    return Math.min(failures, settings.failures());
  }

  /// Until when the provider asked to be left alone; empty when it did not, or the time is over.
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

  /// A call that was under way when the breaker opened keeps it open for no longer.
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
