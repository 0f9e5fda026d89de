package io.parley.tools.model.routing;

import io.parley.core.model.ModelFailure.Category;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Whom a call has asked of its route, and who may be asked once more. Used by one thread at a
/// time.
final class Asked {
  private final Route route;
  private final Set<Endpoint> tried = new HashSet<>();
  private final Set<Endpoint> onceMore = new HashSet<>();
  private final Set<Endpoint> hopeless = new HashSet<>();

  Asked(Route route) {
    this.route = route;
  }

  /// The next that can be asked now.
  Optional<Route.Step> next() {
    return route.enter(tried, onceMore);
  }

  /// @param siblings endpoints of the same model
  void failed(Endpoint endpoint, Set<Endpoint> siblings, Category why) {
    switch (why) {
      case UNAVAILABLE, RATE_LIMITED, GARBAGE, UNUSABLE -> {
        tried.add(endpoint);
        onceMore.add(endpoint);
      }
      case TIMEOUT, DENIED -> {
        tried.add(endpoint);
        hopeless.add(endpoint);
      }
      // its siblings would say the same
      case REFUSED -> {
        tried.addAll(siblings);
        hopeless.addAll(siblings);
      }
      case BUDGET_SPENT, FILTERED -> {
        // the call is over: whoever is asked next would cost something, too, or help to get around
        // a filter
      }
    }
  }

  /// Whether somebody may do better after a pause of this length.
  boolean mayGoOnAfter(Duration pause) {
    onceMore.removeIf(endpoint -> !endpoint.mayAnswerAfter(pause));
    return !onceMore.isEmpty();
  }

  /// Those may be asked once more who may do better.
  void anotherRound() {
    tried.removeAll(onceMore);
    onceMore.clear();
  }

  /// How long it takes until one may be asked who wants to be left alone now.
  Optional<Duration> leftAloneFor() {
    return route.leftAloneFor(hopeless);
  }

  /// After that time everybody may be asked who is not hopeless.
  void afterWaiting() {
    tried.retainAll(hopeless);
    onceMore.clear();
  }
}
