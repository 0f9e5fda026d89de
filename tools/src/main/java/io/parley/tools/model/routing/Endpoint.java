package io.parley.tools.model.routing;

import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.tools.model.routing.RoutingListener.Skip;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One server that can be asked, as all sessions of this node see it: whether it is broken, how
/// many calls are under way, whether it wants to be left alone.
final class Endpoint {
  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

  private final String name;
  private final LanguageModel model;
  private final int callsMax;
  private final Duration retryAfterMax;
  private final RoutingListener listener;
  private final Clock clock;
  private final Breaker breaker;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicReference<Instant> leftAloneUntil = new AtomicReference<>(Instant.MIN);

  /// @param retryAfterMax for so long at most it is left alone
  Endpoint(
      String name,
      LanguageModel model,
      int callsMax,
      BreakerSettings breaker,
      Duration retryAfterMax,
      RoutingListener listener,
      Clock clock) {
    this.name = name;
    this.model = model;
    this.callsMax = callsMax;
    this.retryAfterMax = retryAfterMax;
    this.listener = listener;
    this.clock = clock;
    this.breaker = new Breaker(name, breaker, clock, this::changed);
  }

  /// Whether it can be asked now.
  sealed interface Entry {
    record Entered(Permit permit) implements Entry {}

    record Refused(Skip why) implements Entry {}
  }

  Entry tryEnter() {
    if (isLeftAlone(clock.instant())) return refused(Skip.LEFT_ALONE);
    if (underWay.incrementAndGet() > callsMax) {
      underWay.decrementAndGet();
      return refused(Skip.FULL);
    }
    if (!breaker.tryEnter()) {
      underWay.decrementAndGet();
      return refused(Skip.BROKEN);
    }
    return new Entry.Entered(new Permit(this));
  }

  /// Whether asking it once more after `pause` makes sense.
  boolean mayAnswerAfter(Duration pause) {
    return breaker.state() != BreakerState.OPEN && !isLeftAlone(clock.instant().plus(pause));
  }

  /// How long it still wants to be left alone; empty when it does not, or is broken anyway.
  Optional<Duration> leftAloneFor() {
    var now = clock.instant();
    return isLeftAlone(now) && breaker.state() != BreakerState.OPEN
        ? Optional.of(Duration.between(now, leftAloneUntil.get()))
        : Optional.empty();
  }

  void succeeded() {
    breaker.succeeded();
    leave("completed");
  }

  void released() {
    breaker.released();
    leave("cancelled");
  }

  void failed(ModelFailure failure) {
    failure.retryAfter().ifPresent(this::leaveAlone);
    switch (failure.category()) {
      case UNAVAILABLE, TIMEOUT, GARBAGE -> breaker.failed(failure);
      case RATE_LIMITED -> {
        // it works; only when it does not say for how long it is counted, so as not to be pestered
        if (failure.retryAfter().isPresent()) breaker.released();
        else breaker.failed(failure);
      }
      case DENIED -> breaker.hopeless(failure);
      // what one customer's words bring about is no reason to keep the others from it
      case REFUSED, FILTERED, UNUSABLE, BUDGET_SPENT -> breaker.released();
    }
    leave(failure.category().name().toLowerCase(Locale.ROOT));
  }

  /// As if nothing had ever happened.
  void reset() {
    leftAloneUntil.set(Instant.MIN);
    breaker.reset();
  }

  String name() {
    return name;
  }

  LanguageModel model() {
    return model;
  }

  int underWay() {
    return underWay.get();
  }

  ProviderState state() {
    return new ProviderState(
        name,
        model.name(),
        breaker.state(),
        breaker.failures(),
        breaker.since(),
        underWay.get(),
        callsMax,
        Optional.of(leftAloneUntil.get()).filter(clock.instant()::isBefore));
  }

  private boolean isLeftAlone(Instant at) {
    return at.isBefore(leftAloneUntil.get());
  }

  private void leaveAlone(Duration wanted) {
    var time = wanted.compareTo(retryAfterMax) > 0 ? retryAfterMax : wanted;
    var until = clock.instant().plus(time);
    leftAloneUntil.accumulateAndGet(until, (a, b) -> a.isAfter(b) ? a : b);
  }

  private void leave(String outcome) {
    underWay.decrementAndGet();
    listener.called(name, outcome);
  }

  private Entry refused(Skip why) {
    listener.skipped(name, why);
    return new Entry.Refused(why);
  }

  private void changed(BreakerState state) {
    switch (state) {
      case OPEN -> log.warn("model provider {} does not answer: it is left alone", name);
      case HALF_OPEN -> log.warn("model provider {} is tried again", name);
      case CLOSED -> log.warn("model provider {} answers again", name);
    }
    listener.breakerChanged(name, state);
  }
}
