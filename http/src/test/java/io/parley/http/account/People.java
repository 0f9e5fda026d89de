package io.parley.http.account;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Service;
import io.parley.core.access.Standing;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// People of an organisation, as senders.
public final class People {
  private People() {}

  /// A member of the organisation `default`.
  public static Principal of(long person, ClientRole role) {
    return of(person, OrganisationId.DEFAULT, role);
  }

  public static Principal of(long person, OrganisationId organisation, ClientRole role) {
    var id = id(person);
    var membership = new Membership(id, RoleSet.of(role), Instant.EPOCH);
    return new Standing(
            id,
            organisation,
            Service.OPEN,
            Optional.of(membership),
            List.of(),
            Set.of(),
            List.of(),
            List.of())
        .principal(Instant.EPOCH)
        .orElseThrow();
  }

  public static PersonId id(long person) {
    return new PersonId(new UUID(0, person));
  }
}
