package io.parley.core.organisation;

import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Change;
import io.parley.core.person.PersonId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Changes of an organisation's people and roles.
public sealed interface PeopleEvent extends OrganisationEvent {
  String ROLES = "roles";
  String PERMISSIONS = "permissions";

  /// The first owner, by the organisation's claim.
  ///
  /// @param isAddressProved whether the link was sent to the person's address, and so proves it
  record OwnerJoined(PersonId person, boolean isAddressProved) implements PeopleEvent {}

  record Invited(Invitation invitation) implements PeopleEvent {}

  record InvitationRevoked(InvitationId id) implements PeopleEvent {}

  record Joined(InvitationId invitation, PersonId person, RoleSet roles) implements PeopleEvent {}

  /// @param provider the id of the provider that named the person
  record Admitted(PersonId person, RoleSet roles, String provider) implements PeopleEvent {}

  record RolesChanged(PersonId person, RoleSet from, RoleSet to) implements PeopleEvent {}

  /// A change of a group that the organisation's directory wanted, and that is not made: somebody
  /// whom it may not change, or who is no member, or has as many roles as possible.
  ///
  /// @param isJoining whether the person was to get the role; otherwise to lose it
  record LeftOut(PersonId person, RoleSet role, boolean isJoining) implements PeopleEvent {}

  record MemberRemoved(PersonId person, RoleSet roles) implements PeopleEvent {}

  record MemberLeft(PersonId person, RoleSet roles) implements PeopleEvent {}

  record RolePut(Optional<CustomRole> from, CustomRole to) implements PeopleEvent {}

  record RoleDropped(CustomRole role) implements PeopleEvent {}

  @Override
  default Change change() {
    return switch (this) {
      case OwnerJoined(var person, _) ->
          Change.made("member-joined", target(person), Map.of(ROLES, "owner"));
      case Invited(var invitation) ->
          Change.made(
              "member-invited",
              "invitation:" + invitation.id(),
              Map.of(
                  ROLES, invitation.roles().text(), "expires", invitation.expiresAt().toString()));
      case InvitationRevoked(var id) ->
          Change.gone("invitation-revoked", "invitation:" + id, Map.of());
      case Joined(var invitation, var person, var roles) ->
          Change.made(
              "member-joined",
              target(person),
              Map.of(ROLES, roles.text(), "invitation", invitation.toString()));
      case Admitted(var person, var roles, var provider) ->
          Change.made(
              "member-joined", target(person), Map.of(ROLES, roles.text(), "provider", provider));
      case RolesChanged(var person, var from, var to) ->
          Change.of(
              "roles-changed",
              target(person),
              Map.of(ROLES, from.text()),
              Map.of(ROLES, to.text()));
      case LeftOut(var person, var role, boolean isJoining) ->
          isJoining
              ? Change.made("left-out-of-joining", target(person), Map.of(ROLES, role.text()))
              : Change.gone("left-out-of-leaving", target(person), Map.of(ROLES, role.text()));
      case MemberRemoved(var person, var roles) ->
          Change.gone("member-removed", target(person), Map.of(ROLES, roles.text()));
      case MemberLeft(var person, var roles) ->
          Change.gone("member-left", target(person), Map.of(ROLES, roles.text()));
      case RolePut(var from, var to) ->
          Change.of(
              "role-put",
              "role:" + to.name(),
              from.map(role -> Map.of(PERMISSIONS, permissions(role))).orElseGet(Map::of),
              Map.of(PERMISSIONS, permissions(to)));
      case RoleDropped(var role) ->
          Change.gone(
              "role-dropped", "role:" + role.name(), Map.of(PERMISSIONS, permissions(role)));
    };
  }

  private static String target(PersonId person) {
    return "person:" + person;
  }

  private static String permissions(CustomRole role) {
    return role.permissions().stream()
        .map(Permission::word)
        .sorted()
        .collect(Collectors.joining(","));
  }
}
