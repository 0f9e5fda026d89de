package io.parley.core.organisation;

import io.parley.core.person.Person;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.Optional;

/// A company that the platform serves.
///
/// @param name as it is shown, 1 to 100 characters; need not be unique
/// @param offer of its ownership, which may have expired
public record Organisation(
    OrganisationId id,
    String name,
    Lifecycle lifecycle,
    Optional<OwnershipOffer> offer,
    Instant since) {
  public Organisation {
    Expect.that("name of an organisation", Person.isName(name), "1 to 100 characters on one line");
  }

  /// In another state.
  public Organisation in(Lifecycle state) {
    return new Organisation(id, name, state, offer, since);
  }

  public Organisation named(String other) {
    return new Organisation(id, other, lifecycle, offer, since);
  }

  public Organisation offering(Optional<OwnershipOffer> other) {
    return new Organisation(id, name, lifecycle, other, since);
  }
}
