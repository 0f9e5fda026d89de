package io.parley.identity.oidc;

import io.parley.core.identity.OidcConnectionId;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;

/// The outcome of a provider's answer.
public sealed interface OidcFinished {
  /// A member of the organisation has proved itself, for this organisation alone.
  ///
  /// @param returnTo the path of our page that was wanted
  record Proved(
      PersonId person, OrganisationId organisation, OidcConnectionId provider, String returnTo)
      implements OidcFinished {}

  record Failed(OidcRefusal reason) implements OidcFinished {}
}
