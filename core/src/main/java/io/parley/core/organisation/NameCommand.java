package io.parley.core.organisation;

import io.parley.core.access.Permission;
import java.util.List;
import java.util.Optional;

/// Orders that change the slugs and domains of an organisation.
public sealed interface NameCommand extends OrganisationCommand {

  record TakeSlug(Slug slug) implements NameCommand {}

  record ReleaseSlug(Slug slug) implements NameCommand {}

  record ClaimDomain(DomainChallenge challenge) implements NameCommand {}

  /// @param found the texts of the TXT records at the challenge's name
  record VerifyDomain(CustomDomain domain, List<String> found) implements NameCommand {
    public VerifyDomain {
      found = List.copyOf(found);
    }
  }

  record RemoveDomain(CustomDomain domain) implements NameCommand {}

  @Override
  default Optional<Permission> needs() {
    return Optional.of(Permission.MANAGE_ORGANISATION);
  }
}
