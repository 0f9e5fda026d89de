package io.parley.identity.account;

import io.parley.core.access.Permission;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.person.Person;
import io.parley.identity.token.AccessTokens;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An open sign-in. Its text shows no token.
///
/// @param organisation that it is for; empty for the platform
/// @param permissions there, at this moment
/// @param organisations that the person belongs to, by name, without deleted ones
/// @param signIn its public id
/// @param refresh the token that gives the next access token, once
/// @param device the cookie for the browser, in place of the one that it sent; empty where no
///   password was given, and the browser is not known
public record SignedIn(
    Person person,
    Optional<Organisation> organisation,
    Set<Permission> permissions,
    List<Belonging> organisations,
    String signIn,
    AccessTokens.Issued access,
    String refresh,
    Optional<String> device) {
  public SignedIn {
    permissions = Set.copyOf(permissions);
    organisations = List.copyOf(organisations);
  }

  @Override
  public String toString() {
    return "SignedIn[" + person + ", " + signIn + "]";
  }
}
