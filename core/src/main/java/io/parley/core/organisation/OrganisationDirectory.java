package io.parley.core.organisation;

import io.parley.core.access.Membership;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Standing;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Reads organisations and their people. Callers ask the principal first. Thread safe.
public interface OrganisationDirectory {
  /// The most rows of a page.
  int PAGE_MAX = 500;

  /// An organisation that a person belongs to.
  record Belonging(Organisation organisation, RoleSet roles) {}

  /// A member, as other members see it.
  ///
  /// @param language of the person's mails, a tag of BCP 47, for the organisation's own directory
  ///   alone; empty if it is not known
  record Member(
      Membership membership, String name, EmailAddress address, Optional<String> language) {
    /// Without name and address, for logs.
    @Override
    public String toString() {
      return "Member[" + membership.person() + "]";
    }
  }

  /// An organisation in the list of the platform's staff.
  ///
  /// @param slugs that lead to it, sorted
  /// @param erasure of a deleted one, once it has begun
  record Listed(Organisation organisation, List<Slug> slugs, Optional<Erasure> erasure) {
    public Listed {
      slugs = List.copyOf(slugs);
    }

    /// One that is not being erased.
    public Listed(Organisation organisation, List<Slug> slugs) {
      this(organisation, slugs, Optional.empty());
    }
  }

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
  CompletionStage<List<Membership>> members(OrganisationId id, Optional<PersonId> after, int limit);

  /// The same members with their names, in the same order.
  ///
  /// @param after as for [#members]
  CompletionStage<List<Member>> people(OrganisationId id, Optional<PersonId> after, int limit);

  /// All open invitations, and those that expired lately, see [Invitation#KEPT].
  CompletionStage<List<Invitation>> invitations(OrganisationId id);

  /// Assignments and accesses of staff that have not ended.
  CompletionStage<Staffing> staff(OrganisationId id, Instant at);

  /// Platform roles of a person.
  CompletionStage<Set<PlatformRole>> platformRoles(PersonId person);

  /// The link whose holder has a token: a claim or an invitation.
  ///
  /// @param at now
  /// @return empty if it is unknown, was used or withdrawn, or has expired
  CompletionStage<Optional<OpenLink>> link(TokenHash token, Instant at);

  /// All organisations, also deleted ones, in an order that does not change: for the platform's
  /// staff.
  ///
  /// @param after the last organisation of the page before; empty for the first page
  CompletionStage<List<Listed>> all(Optional<OrganisationId> after, int limit);

  /// Those of them whose name, a short name or a proved domain contains a text, whatever its case.
  ///
  /// @param after as of [#all]
  CompletionStage<List<Listed>> named(String part, Optional<OrganisationId> after, int limit);
}
