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
/// @param language a member's, that of the account; empty if it is not known, and of one who is
///   switched off
/// @param isActive whether the person is a member
/// @param roles a member's, or those that come back when one is switched on; empty for none
public record ProvisionedUser(
    PersonId id,
    EmailAddress address,
    Optional<String> externalId,
    Names names,
    Optional<String> language,
    boolean isActive,
    Optional<RoleSet> roles,
    Instant since,
    Instant changedAt) {

  /// Whether the person has a role, or will have it when it is switched on.
  ///
  /// @param role one
  public boolean has(RoleSet role) {
    return roles.filter(own -> own.has(role)).isPresent();
  }

  /// Whether the person is an owner, whom a directory does not change.
  public boolean isOwner() {
    return roles.filter(RoleSet::isOwner).isPresent();
  }

  /// Without personal data, for logs.
  @Override
  public String toString() {
    return "ProvisionedUser[" + id + "]";
  }
}
