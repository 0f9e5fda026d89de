package io.parley.persistence.organisation;

import io.parley.core.access.Membership;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Standing;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.OpenLink;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.Staffing;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Reads organisations from tables.
public final class JdbcOrganisationDirectory implements OrganisationDirectory {
  private static final String OF_PERSON =
      "SELECT "
          + OrganisationRows.COLUMNS
          + ", m.roles, m.custom_roles FROM membership m JOIN organisation o ON o.tenant = m.tenant"
          + " WHERE m.person = ? ORDER BY o.name, o.tenant LIMIT ?";

  private final Database database;

  public JdbcOrganisationDirectory(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Optional<Organisation>> find(OrganisationId id) {
    return database.as(id.tenant(), connection -> OrganisationRows.find(connection, id));
  }

  @Override
  public CompletionStage<Optional<OrganisationId>> find(Slug slug) {
    return database.withoutTenant(connection -> NameRows.find(connection, slug));
  }

  @Override
  public CompletionStage<Optional<OrganisationId>> find(CustomDomain domain) {
    return database.withoutTenant(connection -> NameRows.find(connection, domain));
  }

  @Override
  public CompletionStage<Names> names(OrganisationId id) {
    return database.as(id.tenant(), connection -> NameRows.names(connection, id));
  }

  @Override
  public CompletionStage<Optional<Standing>> standing(
      PersonId person, OrganisationId id, Instant at) {
    return database.as(
        id.tenant(),
        connection -> {
          var organisation = OrganisationRows.find(connection, id);
          if (organisation.isEmpty()) return Optional.empty();
          return Optional.of(StandingRows.standing(connection, person, organisation.get(), at));
        });
  }

  @Override
  public CompletionStage<List<Belonging>> of(PersonId person) {
    return database.withoutTenant(
        connection ->
            Sql.query(
                    connection,
                    OF_PERSON,
                    row -> {
                      var organisation = OrganisationRows.claimed(row);
                      return RoleRows.set(row).map(roles -> new Belonging(organisation, roles));
                    },
                    person.value(),
                    PAGE_MAX)
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  @Override
  public CompletionStage<List<Membership>> members(
      OrganisationId id, Optional<PersonId> after, int limit) {
    Expect.between("limit", limit, 1, PAGE_MAX);
    return database.as(id.tenant(), connection -> PeopleRows.members(connection, id, after, limit));
  }

  @Override
  public CompletionStage<List<Member>> people(
      OrganisationId id, Optional<PersonId> after, int limit) {
    Expect.between("limit", limit, 1, PAGE_MAX);
    return database.as(id.tenant(), connection -> PeopleRows.people(connection, id, after, limit));
  }

  @Override
  public CompletionStage<List<Invitation>> invitations(OrganisationId id) {
    return database.as(id.tenant(), connection -> PeopleRows.invitations(connection, id));
  }

  @Override
  public CompletionStage<Staffing> staff(OrganisationId id, Instant at) {
    return database.as(
        id.tenant(),
        connection ->
            new Staffing(
                Optional.empty(),
                Set.of(),
                StaffRows.assignments(connection, id, at),
                StaffRows.accesses(connection, id, at)));
  }

  @Override
  public CompletionStage<Set<PlatformRole>> platformRoles(PersonId person) {
    return database.withoutTenant(connection -> StaffRows.roles(connection, person));
  }

  @Override
  public CompletionStage<Optional<OpenLink>> link(TokenHash token, Instant at) {
    return database
        .withoutTenant(connection -> LinkRows.organisation(connection, token))
        .thenCompose(
            id ->
                id.map(
                        found ->
                            database.as(
                                found.tenant(),
                                connection -> LinkRows.find(connection, found, token, at)))
                    .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())));
  }

  @Override
  public CompletionStage<List<Listed>> all(Optional<OrganisationId> after, int limit) {
    Expect.between("limit", limit, 1, PAGE_MAX);
    return database.withoutTenant(connection -> OrganisationRows.all(connection, after, limit));
  }

  @Override
  public CompletionStage<List<Listed>> named(
      String part, Optional<OrganisationId> after, int limit) {
    Expect.between("limit", limit, 1, PAGE_MAX);
    return database.withoutTenant(
        connection -> OrganisationRows.named(connection, part, after, limit));
  }
}
