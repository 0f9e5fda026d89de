package io.parley.core.access;

import io.parley.core.setting.Expect;
import java.util.Set;

/// A role that an organisation made for itself.
///
/// @param permissions one or more of [Permission#ofOrganisations]
public record CustomRole(RoleName name, Set<Permission> permissions) {
  public CustomRole {
    permissions = Set.copyOf(permissions);
    Expect.that("permissions of role " + name, !permissions.isEmpty(), "at least one permission");
    Expect.that(
        "permissions of role " + name,
        Permission.ofOrganisations().containsAll(permissions),
        "permissions of organisations, neither the platform's nor a customer's");
  }
}
