package io.parley.identity.scim;

import io.parley.core.identity.DirectoryUsers.Names;
import io.parley.core.person.EmailAddress;
import java.util.Optional;

/// A user as its directory wants it.
///
/// @param isActive whether the person is to be a member
/// @param language that the person prefers, a tag of BCP 47 in small letters
public record UserWish(
    EmailAddress address,
    Optional<String> externalId,
    Names names,
    boolean isActive,
    Optional<String> language) {
  /// Without personal data, for logs.
  @Override
  public String toString() {
    return "UserWish[(not shown)]";
  }
}
