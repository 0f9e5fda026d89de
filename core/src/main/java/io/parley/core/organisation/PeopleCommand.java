package io.parley.core.organisation;

import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.setting.Expect;
import java.util.Optional;
import java.util.Set;

/// Orders that change people and roles of an organisation.
public sealed interface PeopleCommand extends OrganisationCommand {

  record Invite(InvitationId id, TokenHash token, EmailAddress address, RoleSet roles)
      implements PeopleCommand {}

  record RevokeInvitation(InvitationId id) implements PeopleCommand {}

  /// The actor has the link, and becomes a member.
  ///
  /// @param address the actor's own, whether verified or not: the link proves it
  record AcceptInvitation(TokenHash token, EmailAddress address) implements PeopleCommand {}

  /// The organisation's own provider of sign-ins, or its directory, has named a person who is no
  /// member. By the program alone.
  ///
  /// @param provider its id, for the audit trail
  record Admit(PersonId person, RoleSet roles, String provider) implements PeopleCommand {}

  /// The organisation's directory does not know a member any more. By the program alone, and no
  /// further than an admin reaches.
  record Withdraw(PersonId person) implements PeopleCommand {}

  /// The organisation's directory has changed who has a role. People whom it may not change, and
  /// those who are no members, are left out with an entry in the audit trail. By the program alone,
  /// and no further than an admin reaches.
  ///
  /// @param role one
  /// @param in members who get it; @param out members who lose it. Somebody without any other role
  ///   is a viewer
  record Regroup(RoleSet role, Set<PersonId> in, Set<PersonId> out) implements PeopleCommand {
    /// The most people of one command.
    public static final int COUNT_MAX = 1_000;

    public Regroup {
      in = Set.copyOf(in);
      out = Set.copyOf(out);
      Expect.between("roles", role.builtIn().size() + role.custom().size(), 1, 1);
      Expect.between("people", in.size() + out.size(), 0, COUNT_MAX);
    }
  }

  record ChangeRoles(PersonId person, RoleSet roles) implements PeopleCommand {}

  record Remove(PersonId person) implements PeopleCommand {}

  /// By the member itself.
  record Leave() implements PeopleCommand {}

  /// Adds a custom role, or replaces the one of its name.
  record PutRole(CustomRole role) implements PeopleCommand {}

  record DropRole(RoleName name) implements PeopleCommand {}

  @Override
  default Optional<Permission> needs() {
    return switch (this) {
      case AcceptInvitation _, Leave _ -> Optional.empty();
      case Invite _, RevokeInvitation _, Admit _, Withdraw _, Regroup _, ChangeRoles _, Remove _ ->
          Optional.of(Permission.MANAGE_PEOPLE);
      case PutRole _, DropRole _ -> Optional.of(Permission.MANAGE_ROLES);
    };
  }
}
