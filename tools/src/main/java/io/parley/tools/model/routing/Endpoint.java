package io.parley.tools.model.routing;

import io.parley.core.fault.BreakerState;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.outbound.breaker.Breaker;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.tools.model.routing.RoutingListener.Skip;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One server that can be asked, shared by all sessions of this node: its breaker, its calls under
/// way, and a pause that it asked for.
final class Endpoint {
  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

  private final String name;
  private final LanguageModel model;
  private final int callsMax;
  private final RoutingListener listener;
  private final Clock clock;
  private final Breaker breaker;
  private final AtomicInteger underWay = new AtomicInteger();

  Endpoint(
      String name,
      LanguageModel model,
      int callsMax,
      BreakerSettings breaker,
      RoutingListener listener,
      Clock clock) {
    this.name = name;
    this.model = model;
    this.callsMax = callsMax;
    this.listener = listener;
    this.clock = clock;
    this.breaker = new Breaker(breaker, clock, this::changed);
  }

  /// Whether it can be asked now.
  sealed interface Entry {
    record Entered(Permit permit) implements Entry {}

    record Refused(Skip why) implements Entry {}
  }

  /// @param returned is told when the place is free again
  Entry tryEnter(Runnable returned) {
    if (breaker.leftAloneUntil().isPresent()) return new Entry.Refused(Skip.LEFT_ALONE);
    if (underWay.incrementAndGet() > callsMax) {
      underWay.decrementAndGet();
      return new Entry.Refused(Skip.FULL);
    }
    if (!breaker.enter()) {
      underWay.decrementAndGet();
      return new Entry.Refused(Skip.BROKEN);
    }
    return new Entry.Entered(new Permit(this, returned));
  }

  /// A call was not made here.
  void skipped(Skip why) {
    listener.skipped(name, why);
  }

  /// Whether another call after `pause` makes sense.
  boolean mayAnswerAfter(Duration pause) {
    var at = clock.instant().plus(pause);
    return breaker.state() != BreakerState.OPEN
        && breaker.leftAloneUntil().filter(at::isBefore).isEmpty();
  }

  /// The rest of the pause that it asked for; empty without one, or while its breaker is open.
  Optional<Duration> leftAloneFor() {
    return breaker
        .leftAloneUntil()
        .filter(_ -> breaker.state() != BreakerState.OPEN)
        .map(until -> Duration.between(clock.instant(), until));
  }

  void succeeded() {
    breaker.succeeded();
    leave("completed");
  }

  void released() {
    breaker.learnedNothing();
    leave("cancelled");
  }

  void failed(ModelFailure failure) {
    breaker.failed(failure);
    leave(failure.category().name().toLowerCase(Locale.ROOT));
  }

  /// Forgets failures and pauses.
  void reset() {
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
        breaker.leftAloneUntil());
  }

  private void leave(String outcome) {
    underWay.decrementAndGet();
    listener.called(name, outcome);
  }

  private void changed(BreakerState state) {
    switch (state) {
      case OPEN -> log.warn("model provider {} keeps failing: it is not asked for a while", name);
      case HALF_OPEN -> log.warn("model provider {} is tried again", name);
      case CLOSED -> log.warn("model provider {} answers again", name);
    }
    listener.breakerChanged(name, state);
  }
}
