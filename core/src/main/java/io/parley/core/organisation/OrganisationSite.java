package io.parley.core.organisation;

import io.parley.core.tenant.TenantId;
import java.util.List;

/// Where visitors reach an organisation.
///
/// @param isServed whether it is active: the addresses of any other lead nowhere
/// @param slugs in use
/// @param domains that are proved
/// @param origins of the web sites that may hold its chat in a frame
public record OrganisationSite(
    TenantId tenant,
    boolean isServed,
    List<Slug> slugs,
    List<CustomDomain> domains,
    List<WebOrigin> origins) {
  /// The most origins of one organisation.
  public static final int ORIGINS_MAX = 20;

  public OrganisationSite {
    slugs = List.copyOf(slugs);
    domains = List.copyOf(domains);
    origins = List.copyOf(origins);
  }
}
