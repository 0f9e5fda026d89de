package io.parley.identity.scim;

import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.identity.DirectoryUsers;
import io.parley.core.identity.RefreshFamilies;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.OrganisationDirectory.Member;
import io.parley.core.organisation.Organisations;
import io.parley.core.organisation.Outcome;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.confirm.ConfirmedAccounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// All that provisioning stores and asks.
///
/// @param ids of people without an account
public record ProvisioningPorts(
    Persons persons,
    Commands commands,
    Readings readings,
    DirectoryUsers users,
    RefreshFamilies families,
    ConfirmedAccounts accounts,
    Supplier<UUID> ids) {

  public static ProvisioningPorts of(
      Persons persons,
      Organisations organisations,
      OrganisationDirectory directory,
      DirectoryUsers users,
      RefreshFamilies families,
      ConfirmedAccounts accounts) {
    return new ProvisioningPorts(
        persons,
        organisations::apply,
        reading(directory),
        users,
        families,
        accounts,
        UUID::randomUUID);
  }

  /// Part of [Organisations].
  @FunctionalInterface
  public interface Commands {
    CompletionStage<Outcome> apply(OrganisationId id, OrganisationCommand command, Act act);
  }

  /// Part of [OrganisationDirectory].
  public interface Readings {
    CompletionStage<Names> names(OrganisationId id);

    CompletionStage<Optional<Standing>> standing(PersonId person, OrganisationId id, Instant at);

    CompletionStage<List<Member>> people(OrganisationId id, Optional<PersonId> after, int limit);
  }

  private static Readings reading(OrganisationDirectory directory) {
    return new Readings() {
      @Override
      public CompletionStage<Names> names(OrganisationId id) {
        return directory.names(id);
      }

      @Override
      public CompletionStage<Optional<Standing>> standing(
          PersonId person, OrganisationId id, Instant at) {
        return directory.standing(person, id, at);
      }

      @Override
      public CompletionStage<List<Member>> people(
          OrganisationId id, Optional<PersonId> after, int limit) {
        return directory.people(id, after, limit);
      }
    };
  }
}
