package io.parley.core.organisation;

import io.parley.core.person.PersonId;
import java.time.Duration;
import java.time.Instant;

/// An owner's offer to another member to become the owner in its place.
public record OwnershipOffer(PersonId from, PersonId to, Instant expiresAt) {
  public static final Duration LASTS = Duration.ofDays(7);

  public boolean isOpen(Instant at) {
    return at.isBefore(expiresAt);
  }
}
