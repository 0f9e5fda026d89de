package io.parley.voice.engine;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.turn.Engine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps calls from an engine that failed so many times in a row, and lets one through after a
/// while (M. Nygard, Release It!, ch. 5). An engine is entered for a clause or for a whole call, so
/// what is learned of it may come late, or more than once: a probe that tells nothing for as long
/// as the breaker is open otherwise does not keep the next one waiting. Thread safe.
final class Breaker {
  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

  private final String engine;
  private final Engine kind;
  private final BreakerSettings settings;
  private final InstantSource clock;
  private final EngineListener listener;
  private BreakerState state = BreakerState.CLOSED;
  private int failures;

  /// Of an open one: when it is tried again. Of a half open one: when the probe counts as lost.
  private Instant until = Instant.MIN;

  private Instant leftAloneUntil = Instant.MIN;

  Breaker(
      String engine,
      Engine kind,
      BreakerSettings settings,
      InstantSource clock,
      EngineListener listener) {
    this.engine = engine;
    this.kind = kind;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /// @return false when the engine is not to be asked now. Whoever gets in says what became of it
  synchronized boolean enter() {
    var now = clock.instant();
    if (now.isBefore(leftAloneUntil)) return false;
    if (state == BreakerState.CLOSED) return true;
    if (now.isBefore(until)) return false;
    until = now.plus(settings.openFor());
    become(BreakerState.HALF_OPEN);
    return true;
  }

  /// What was under way when the breaker opened, and went well, says nothing of what would begin.
  synchronized void succeeded() {
    if (state == BreakerState.OPEN) return;
    failures = 0;
    become(BreakerState.CLOSED);
  }

  synchronized void failed(SpeechFailure failure) {
    failure.retryAfter().ifPresent(this::leaveAlone);
    switch (failure.category()) {
      case UNAVAILABLE, TIMEOUT, GARBAGE -> count();
      case RATE_LIMITED -> {
        // it works; when it does not say for how long it is counted, so as not to be pestered
        if (failure.retryAfter().isEmpty()) count();
        else learnedNothing();
      }
      // there is no need to count: the next one would fail as well
      case DENIED -> open();
      case REFUSED -> learnedNothing();
    }
  }

  /// Somebody else ended it: the next probe need not wait.
  synchronized void learnedNothing() {
    if (state == BreakerState.HALF_OPEN) until = clock.instant();
  }

  /// Whether it would be asked in vain now.
  synchronized boolean isShut() {
    var now = clock.instant();
    return now.isBefore(leftAloneUntil) || (state != BreakerState.CLOSED && now.isBefore(until));
  }

  synchronized BreakerState state() {
    return state;
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

  private void open() {
    until = clock.instant().plus(settings.openFor());
    become(BreakerState.OPEN);
  }

  private void become(BreakerState next) {
    if (state == next) return;
    state = next;
    switch (next) {
      case OPEN -> LOG.warn("voice engine {} fails: it is left alone", engine);
      case HALF_OPEN -> LOG.info("voice engine {} is tried again", engine);
      case CLOSED -> LOG.warn("voice engine {} works again", engine);
    }
    listener.breaker(engine, kind, next);
  }
}
