package io.parley.core.organisation;

import io.parley.core.access.Membership;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Stores organisations and their people. A command is one transaction: it locks the organisation,
/// reads what the rules need, decides, and writes the changes with their audit entries. So of two
/// commands at the same time the later one is decided against the outcome of the earlier one. A
/// person's permissions are read in that transaction: one that was taken away does not count any
/// more. Thread safe.
public interface Organisations {
  /// The most rows of a page.
  int PAGE_MAX = 500;

  /// An organisation that a person belongs to.
  record Belonging(Organisation organisation, RoleSet roles) {}

  /// Makes an organisation. A person must be staff that may; refuses with `UNAVAILABLE` if the slug
  /// or the id is another organisation's.
  CompletionStage<Outcome> begin(SignUp wanted, Act act);

  /// @return refuses with `NOT_FOUND` both if there is no such organisation and if the actor may
  ///   not see it
  CompletionStage<Outcome> apply(OrganisationId id, OrganisationCommand command, Act act);

  /// Makes a person the owner of the organisation whose link the person has, and its address
  /// verified.
  ///
  /// @param act by that person
  CompletionStage<Outcome> claim(TokenHash token, Act act);

  /// Makes a person a member of the organisation whose invitation the person has, and its address
  /// verified.
  ///
  /// @param act by that person
  CompletionStage<Outcome> accept(TokenHash token, Act act);

  CompletionStage<Optional<Organisation>> find(OrganisationId id);

  /// The organisation that a slug leads to; empty for one that was given up.
  CompletionStage<Optional<OrganisationId>> find(Slug slug);

  /// The organisation that a verified domain leads to.
  CompletionStage<Optional<OrganisationId>> find(CustomDomain domain);

  CompletionStage<Names> names(OrganisationId id);

  /// All that decides what a person may do in an organisation; empty if there is no such
  /// organisation.
  ///
  /// @param at assignments and accesses that ended before it are left out
  CompletionStage<Optional<Standing>> standing(PersonId person, OrganisationId id, Instant at);

  /// The organisations that a person is a member of, by name; at most [#PAGE_MAX].
  CompletionStage<List<Belonging>> of(PersonId person);

  /// Members in the order of their ids.
  ///
  /// @param after the last person of the page before; empty for the first page
  CompletionStage<List<Membership>> members(
      OrganisationId id, Optional<PersonId> after, int limit);

  /// All open and expired invitations.
  CompletionStage<List<Invitation>> invitations(OrganisationId id);

  /// Assignments and accesses of staff that have not ended.
  CompletionStage<Staffing> staff(OrganisationId id, Instant at);

  /// Organisations whose claim expired or whose deletion is due: for a timer, which sends `Expire`
  /// or `Delete`.
  CompletionStage<List<OrganisationId>> due(Instant now, int max);

  /// Platform roles of a person.
  CompletionStage<Set<PlatformRole>> platformRoles(PersonId person);

  /// Gives a person a platform role, or takes it. Refuses with `FORBIDDEN` unless the actor manages
  /// staff.
  ///
  /// @return empty when it is done
  CompletionStage<Optional<OrganisationRefusal>> setPlatformRole(
      PersonId person, PlatformRole role, boolean has, Act act);
}
