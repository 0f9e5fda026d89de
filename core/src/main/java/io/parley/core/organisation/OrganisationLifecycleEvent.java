package io.parley.core.organisation;

import io.parley.core.audit.Change;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Changes of an organisation's state.
public sealed interface OrganisationLifecycleEvent extends OrganisationEvent {
  String TARGET = "organisation";
  String STATE = "state";

  record Made(Organisation organisation, Slug slug) implements OrganisationLifecycleEvent {}

  /// @param from the state before
  record Claimed(Lifecycle from, PersonId owner) implements OrganisationLifecycleEvent {}

  record ClaimRenewed(Lifecycle from, Claim claim) implements OrganisationLifecycleEvent {}

  record Lapsed(Lifecycle from) implements OrganisationLifecycleEvent {}

  record Renamed(String from, String to) implements OrganisationLifecycleEvent {}

  record SuspensionBegun(Lifecycle from, String reason) implements OrganisationLifecycleEvent {}

  record SuspensionEnded(Lifecycle from) implements OrganisationLifecycleEvent {}

  record DeletionRequested(Lifecycle from, Instant dueAt) implements OrganisationLifecycleEvent {}

  record DeletionCancelled(Lifecycle from) implements OrganisationLifecycleEvent {}

  record Deleted(Lifecycle from) implements OrganisationLifecycleEvent {}

  /// The organisation after this event.
  default Organisation applyTo(Organisation before) {
    return switch (this) {
      case Made(var organisation, _) -> organisation;
      case Claimed _ -> before.in(new Lifecycle.Active());
      case ClaimRenewed(_, var claim) -> before.in(new Lifecycle.Unclaimed(claim));
      case Lapsed _ -> before.in(new Lifecycle.Expired());
      case Renamed(_, var to) -> before.named(to);
      case SuspensionBegun(var from, var reason) ->
          before.in(
              from instanceof Lifecycle.Deleting(var dueAt, _)
                  ? new Lifecycle.Deleting(dueAt, Optional.of(reason))
                  : new Lifecycle.Suspended(reason));
      case SuspensionEnded(var from) ->
          before.in(
              from instanceof Lifecycle.Deleting(var dueAt, _)
                  ? new Lifecycle.Deleting(dueAt, Optional.empty())
                  : new Lifecycle.Active());
      case DeletionRequested(var from, var dueAt) ->
          before.in(new Lifecycle.Deleting(dueAt, from.suspension()));
      case DeletionCancelled(var from) ->
          before.in(
              from.suspension()
                  .<Lifecycle>map(Lifecycle.Suspended::new)
                  .orElseGet(Lifecycle.Active::new));
      case Deleted _ -> before.in(new Lifecycle.Deleted()).offering(Optional.empty());
    };
  }

  @Override
  default Change change() {
    return switch (this) {
      case Made(var organisation, var slug) ->
          Change.made(
              "organisation-made",
              TARGET,
              Map.of(
                  STATE,
                  organisation.lifecycle().word(),
                  "name",
                  organisation.name(),
                  "slug",
                  slug.value()));
      case Claimed(var from, var owner) ->
          Change.of(
              "organisation-claimed",
              TARGET,
              Map.of(STATE, from.word()),
              Map.of(STATE, "active", "owner", owner.toString()));
      case ClaimRenewed(var from, var claim) ->
          Change.of(
              "claim-renewed",
              TARGET,
              Map.of(STATE, from.word()),
              Map.of(STATE, "unclaimed", "expires", claim.expiresAt().toString()));
      case Lapsed(var from) -> states("organisation-expired", from, "expired");
      case Renamed(var from, var to) ->
          Change.of("organisation-renamed", TARGET, Map.of("name", from), Map.of("name", to));
      case SuspensionBegun(var from, var reason) ->
          Change.of(
              "organisation-suspended",
              TARGET,
              Map.of(STATE, from.word()),
              Map.of("suspension", reason));
      case SuspensionEnded(var from) ->
          Change.gone(
              "organisation-resumed", TARGET, Map.of("suspension", from.suspension().orElse("")));
      case DeletionRequested(var from, var dueAt) ->
          Change.of(
              "deletion-requested",
              TARGET,
              Map.of(STATE, from.word()),
              Map.of(STATE, "deleting", "due", dueAt.toString()));
      case DeletionCancelled(var from) ->
          states(
              "deletion-cancelled", from, from.suspension().isPresent() ? "suspended" : "active");
      case Deleted(var from) -> states("organisation-deleted", from, "deleted");
    };
  }

  private static Change states(String action, Lifecycle from, String to) {
    return Change.of(action, TARGET, Map.of(STATE, from.word()), Map.of(STATE, to));
  }
}
