package io.parley.core.organisation;

import java.time.Instant;
import java.util.Optional;

/// A slug of an organisation, or one that it gave up.
///
/// @param releasedAt empty while it leads to the organisation
public record SlugHold(Slug slug, Instant since, Optional<Instant> releasedAt) {
  public boolean isInUse() {
    return releasedAt.isEmpty();
  }

  /// Whether another organisation may take it.
  public boolean isFreeForOthers(Instant at) {
    return releasedAt.isPresent() && !at.isBefore(releasedAt.get().plus(Slug.HELD));
  }
}
