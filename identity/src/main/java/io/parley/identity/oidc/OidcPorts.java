package io.parley.identity.oidc;

import io.parley.core.identity.OidcConnections;
import io.parley.core.identity.OidcFlows;
import io.parley.core.identity.OidcSubjects;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.Organisations;
import io.parley.core.person.Persons;
import io.parley.identity.customer.RemoteKeys;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import java.util.UUID;
import java.util.function.Supplier;

/// All that sign-in at providers stores and asks.
///
/// @param http the guarded way out; @param limits of one request
/// @param keys of providers, by the same way
/// @param ids of people who come first
public record OidcPorts(
    OidcConnections connections,
    OidcFlows flows,
    OidcSubjects subjects,
    People people,
    Way way,
    Supplier<UUID> ids) {

  /// Stores of people.
  public record People(
      Persons persons, Organisations organisations, OrganisationDirectory directory) {}

  /// The way to providers.
  ///
  /// @param http the guarded way out, since organisations choose the addresses
  /// @param limits of one request; a person waits for four of them
  /// @param keys of providers, by the same way
  public record Way(GuardedHttp http, GuardLimits limits, RemoteKeys keys) {}
}
