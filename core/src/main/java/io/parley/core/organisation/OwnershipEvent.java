package io.parley.core.organisation;

import io.parley.core.access.RoleSet;
import io.parley.core.audit.Change;
import io.parley.core.person.PersonId;
import java.util.Map;

/// Changes of an organisation's ownership.
public sealed interface OwnershipEvent extends OrganisationEvent {
  String TARGET = "ownership";

  record Offered(OwnershipOffer offer) implements OwnershipEvent {}

  record Withdrawn(OwnershipOffer offer) implements OwnershipEvent {}

  record Declined(OwnershipOffer offer) implements OwnershipEvent {}

  /// @param fromRoles the former owner's roles from now on
  /// @param toRoles the new owner's roles from now on
  record Transferred(PersonId from, RoleSet fromRoles, PersonId to, RoleSet toRoles)
      implements OwnershipEvent {}

  @Override
  default Change change() {
    return switch (this) {
      case Offered(var offer) ->
          Change.made(
              "ownership-offered",
              TARGET,
              Map.of(
                  "from", offer.from().toString(),
                  "to", offer.to().toString(),
                  "expires", offer.expiresAt().toString()));
      case Withdrawn(var offer) -> Change.gone("ownership-withdrawn", TARGET, parties(offer));
      case Declined(var offer) -> Change.gone("ownership-declined", TARGET, parties(offer));
      case Transferred(var from, var fromRoles, var to, var toRoles) ->
          Change.of(
              "ownership-transferred",
              TARGET,
              Map.of("owner", from.toString()),
              Map.of(
                  "owner", to.toString(),
                  "owner-roles", toRoles.text(),
                  "former-owner-roles", fromRoles.text()));
    };
  }

  private static Map<String, String> parties(OwnershipOffer offer) {
    return Map.of("from", offer.from().toString(), "to", offer.to().toString());
  }
}
