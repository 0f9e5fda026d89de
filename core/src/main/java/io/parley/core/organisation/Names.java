package io.parley.core.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The names of one organisation.
public record Names(List<SlugHold> slugs, List<DomainHold> domains) {
  public Names {
    slugs = List.copyOf(slugs);
    domains = List.copyOf(domains);
  }

  public Optional<SlugHold> slug(Slug slug) {
    return slugs.stream().filter(hold -> hold.slug().equals(slug)).findFirst();
  }

  public long slugsInUse() {
    return slugs.stream().filter(SlugHold::isInUse).count();
  }

  /// How many were given up and are still kept from others.
  public long slugsHeld(Instant at) {
    return slugs.stream().filter(hold -> !hold.isInUse() && !hold.isFreeForOthers(at)).count();
  }

  public Optional<DomainHold> domain(CustomDomain domain) {
    return domains.stream().filter(hold -> hold.domain().equals(domain)).findFirst();
  }
}
