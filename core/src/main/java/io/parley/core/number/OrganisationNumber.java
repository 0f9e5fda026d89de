package io.parley.core.number;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// A telephone number that the platform's staff gave to an organisation, and how its calls are
/// answered.
///
/// @param agent that answers; empty for the organisation's default one
/// @param language a BCP 47 tag; empty for the agent's preferred one
public record OrganisationNumber(
    PhoneNumber number, TenantId tenant, Optional<String> agent, Optional<String> language) {

  /// Answered by the default agent in its preferred language.
  public static OrganisationNumber plain(PhoneNumber number, TenantId tenant) {
    return new OrganisationNumber(number, tenant, Optional.empty(), Optional.empty());
  }
}
