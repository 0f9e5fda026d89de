package io.parley.identity.oidc;

import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.identity.DirectoryUsers;
import io.parley.core.identity.OidcConnections;
import io.parley.core.identity.OidcFlows;
import io.parley.core.identity.OidcSubjects;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.Organisations;
import io.parley.core.organisation.Outcome;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.confirm.ConfirmedAccounts;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// All that sign-in at providers stores and asks.
///
/// @param ids of people who come first
public record OidcPorts(
    OidcConnections connections,
    OidcFlows flows,
    OidcSubjects subjects,
    People people,
    Way way,
    Supplier<UUID> ids) {

  /// Stores of people.
  ///
  /// @param provisioned whom organisations' directories have named
  public record People(
      Persons persons,
      Commands commands,
      Standings standings,
      Provisioned provisioned,
      ConfirmedAccounts accounts) {
    public static People of(
        Persons persons,
        Organisations organisations,
        OrganisationDirectory directory,
        DirectoryUsers users,
        ConfirmedAccounts accounts) {
      return new People(
          persons,
          organisations::apply,
          directory::standing,
          (organisation, person) ->
              users.find(organisation, person).thenApply(found -> found.isPresent()),
          accounts);
    }
  }

  /// Part of [Organisations].
  @FunctionalInterface
  public interface Commands {
    CompletionStage<Outcome> apply(OrganisationId id, OrganisationCommand command, Act act);
  }

  /// Part of [OrganisationDirectory].
  @FunctionalInterface
  public interface Standings {
    CompletionStage<Optional<Standing>> standing(PersonId person, OrganisationId id, Instant at);
  }

  /// Part of [DirectoryUsers].
  @FunctionalInterface
  public interface Provisioned {
    CompletionStage<Boolean> has(OrganisationId organisation, PersonId person);
  }

  /// The way to providers.
  ///
  /// @param http the guarded way out, since organisations choose the addresses
  /// @param limits of one request; a person waits for four of them
  /// @param addressesMax addresses whose keys are held
  public record Way(GuardedHttp http, GuardLimits limits, int addressesMax) {}
}
