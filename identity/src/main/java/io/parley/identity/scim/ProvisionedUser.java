package io.parley.identity.scim;

import io.parley.core.access.RoleSet;
import io.parley.core.identity.DirectoryUsers.Names;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.Optional;

/// A person as an organisation's directory sees it.
///
/// @param names as the directory gave them; the account's if it gave none
/// @param roles of a member; empty for one who is switched off
public record ProvisionedUser(
    PersonId id,
    EmailAddress address,
    Optional<String> externalId,
    Names names,
    Optional<RoleSet> roles,
    Instant since,
    Instant changedAt) {

  /// Whether the person is a member.
  public boolean isActive() {
    return roles.isPresent();
  }

  /// Whether the person has a role.
  ///
  /// @param role one
  public boolean has(RoleSet role) {
    return roles
        .filter(own -> own.builtIn().containsAll(role.builtIn()))
        .filter(own -> own.custom().containsAll(role.custom()))
        .isPresent();
  }

  /// Without personal data, for logs.
  @Override
  public String toString() {
    return "ProvisionedUser[" + id + "]";
  }
}
