package io.parley.tools.model.routing;

import io.parley.core.model.ModelFailure.Category;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The endpoints that a call has asked, and those that may be asked again. Used by one thread at a
/// time.
final class Asked {
  private final Route route;
  private final TenantId tenant;
  private final Set<Endpoint> tried = new HashSet<>();
  private final Set<Endpoint> onceMore = new HashSet<>();
  private final Set<Endpoint> hopeless = new HashSet<>();
  private boolean waitedForShare;
  private boolean waitedForPlace;

  /// @param tenant whose call it is
  Asked(Route route, TenantId tenant) {
    this.route = route;
    this.tenant = tenant;
  }

  TenantId tenant() {
    return tenant;
  }

  /// The next that can be asked now, or waited for; the latter once.
  Route.Next next() {
    var next = route.next(tenant, !waitedForShare, tried, onceMore);
    if (next instanceof Route.Next.Wait) waitedForShare = true;
    return next;
  }

  /// The first provider that was not asked because its places are taken; once.
  Optional<Provider> full() {
    if (waitedForPlace) return Optional.empty();
    var full = route.full(tried, onceMore);
    waitedForPlace = full.isPresent();
    return full;
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
        // the call is over: the next provider would cost money too, or bypass a filter
      }
    }
  }

  /// Whether an endpoint may succeed after a pause of this length.
  boolean mayGoOnAfter(Duration pause) {
    onceMore.removeIf(endpoint -> !endpoint.mayAnswerAfter(pause));
    return !onceMore.isEmpty();
  }

  /// Lets endpoints that may succeed now be asked again.
  void anotherRound() {
    tried.removeAll(onceMore);
    onceMore.clear();
  }

  /// The shortest time until an endpoint that asked for a pause may be asked.
  Optional<Duration> leftAloneFor() {
    return route.leftAloneFor(hopeless);
  }

  /// After that wait, all endpoints but the hopeless ones may be asked.
  void afterWaiting() {
    tried.retainAll(hopeless);
    onceMore.clear();
  }
}
