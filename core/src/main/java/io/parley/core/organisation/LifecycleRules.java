package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationDecision.accept;
import static io.parley.core.organisation.OrganisationDecision.refuse;
import static io.parley.core.organisation.OrganisationRefusal.*;

import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.StaffAccess;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.person.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Rules for the state of an organisation: sign-up, claim, suspension, deletion.
public final class LifecycleRules {
  /// Between the request for a deletion and the deletion.
  public static final Duration DELETION_WAITS = Duration.ofDays(30);

  private LifecycleRules() {}

  /// A new organisation. That its slug is free, the store finds out.
  ///
  /// @param roles platform roles of the actor, if it is a person
  public static OrganisationDecision begin(SignUp wanted, Act act, Set<PlatformRole> roles) {
    if (act.person().isPresent() && !isAllowed(wanted, act.person().get(), roles))
      return refuse(FORBIDDEN);
    if (wanted.slug().isReserved()) return refuse(RESERVED);
    if (!wanted.claim().isTimely(act.at())) return refuse(TOO_LONG);
    var state =
        wanted.isAssisted()
            ? new Lifecycle.Unclaimed(wanted.claim())
            : new Lifecycle.Unverified(wanted.claim());
    var organisation =
        new Organisation(wanted.id(), wanted.name(), state, Optional.empty(), act.at());
    var made = new OrganisationLifecycleEvent.Made(organisation, wanted.slug());
    return wanted
        .lead()
        .map(lead -> accept(made, new StaffEvent.Assigned(lead)))
        .orElseGet(() -> accept(made));
  }

  /// Staff makes organisations for clients, and is assigned to them in a role of its own.
  private static boolean isAllowed(SignUp wanted, PersonId person, Set<PlatformRole> roles) {
    boolean may =
        Standing.onPlatform(person, roles)
            .filter(staff -> staff.may(Permission.CREATE_ORGANISATION))
            .isPresent();
    return may
        && wanted.isAssisted()
        && wanted
            .lead()
            .filter(lead -> lead.staff().equals(person) && roles.contains(lead.role()))
            .filter(lead -> !lead.role().isInvited())
            .isPresent();
  }

  public static OrganisationDecision decide(
      Organisation organisation, LifecycleCommand command, Act act) {
    var state = organisation.lifecycle();
    return switch (command) {
      case LifecycleCommand.ClaimIt claim -> claimed(state, claim, act);
      case LifecycleCommand.RenewClaim(var claim) -> renewed(state, claim, act);
      case LifecycleCommand.Expire() -> lapsed(state, act);
      case LifecycleCommand.Rename(var name) ->
          state instanceof Lifecycle.Deleted
              ? refuse(WRONG_STATE)
              : accept(new OrganisationLifecycleEvent.Renamed(organisation.name(), name));
      case LifecycleCommand.Suspend(var reason) -> suspended(state, reason);
      case LifecycleCommand.Resume() -> resumed(state);
      case LifecycleCommand.RequestDeletion() -> deletionRequested(state, act.at());
      case LifecycleCommand.CancelDeletion() ->
          state instanceof Lifecycle.Deleting(var dueAt, _) && act.at().isBefore(dueAt)
              ? accept(new OrganisationLifecycleEvent.DeletionCancelled(state))
              : refuse(WRONG_STATE);
      case LifecycleCommand.Delete() -> deleted(state, act);
    };
  }

  private static OrganisationDecision claimed(
      Lifecycle state, LifecycleCommand.ClaimIt wanted, Act act) {
    if (act.person().isEmpty()) return refuse(PEOPLE_ONLY);
    return switch (state) {
      case Lifecycle.Unverified(var claim) -> claimed(state, claim, wanted, act);
      case Lifecycle.Unclaimed(var claim) -> claimed(state, claim, wanted, act);
      case Lifecycle.Expired _ -> refuse(EXPIRED);
      case Lifecycle.Active _, Lifecycle.Suspended _, Lifecycle.Deleting _, Lifecycle.Deleted _ ->
          refuse(UNKNOWN_LINK);
    };
  }

  private static OrganisationDecision claimed(
      Lifecycle state, Claim claim, LifecycleCommand.ClaimIt wanted, Act act) {
    if (!claim.token().equals(wanted.token())) return refuse(UNKNOWN_LINK);
    if (claim.isExpired(act.at())) return refuse(EXPIRED);
    if (!claim.isFor(wanted.address())) return refuse(OTHER_ADDRESS);
    var owner = act.person().get();
    return accept(
        new OrganisationLifecycleEvent.Claimed(state, owner),
        new PeopleEvent.OwnerJoined(owner, claim.address().isPresent()));
  }

  private static OrganisationDecision renewed(Lifecycle state, Claim claim, Act act) {
    boolean isWithoutOwner =
        state instanceof Lifecycle.Unclaimed || state instanceof Lifecycle.Expired;
    if (!isWithoutOwner) return refuse(WRONG_STATE);
    if (!claim.isTimely(act.at())) return refuse(TOO_LONG);
    return accept(new OrganisationLifecycleEvent.ClaimRenewed(state, claim));
  }

  private static OrganisationDecision lapsed(Lifecycle state, Act act) {
    if (act.person().isPresent()) return refuse(FORBIDDEN);
    boolean isWithoutOwner =
        state instanceof Lifecycle.Unverified || state instanceof Lifecycle.Unclaimed;
    if (!isWithoutOwner || !isDue(state, act.at())) return refuse(WRONG_STATE);
    return accept(new OrganisationLifecycleEvent.Lapsed(state));
  }

  private static OrganisationDecision suspended(Lifecycle state, String reason) {
    if (!StaffAccess.isReason(reason)) return refuse(NO_REASON);
    return switch (state) {
      case Lifecycle.Active _ ->
          accept(new OrganisationLifecycleEvent.SuspensionBegun(state, reason));
      case Lifecycle.Suspended _ -> refuse(UNCHANGED);
      case Lifecycle.Deleting(_, var before) ->
          before.isPresent()
              ? refuse(UNCHANGED)
              : accept(new OrganisationLifecycleEvent.SuspensionBegun(state, reason));
      case Lifecycle.Unverified _,
          Lifecycle.Unclaimed _,
          Lifecycle.Expired _,
          Lifecycle.Deleted _ ->
          refuse(WRONG_STATE);
    };
  }

  private static OrganisationDecision resumed(Lifecycle state) {
    boolean isSuspended =
        state instanceof Lifecycle.Suspended
            || (state instanceof Lifecycle.Deleting(_, var reason) && reason.isPresent());
    return isSuspended
        ? accept(new OrganisationLifecycleEvent.SuspensionEnded(state))
        : refuse(UNCHANGED);
  }

  private static OrganisationDecision deletionRequested(Lifecycle state, Instant at) {
    return switch (state) {
      case Lifecycle.Active _, Lifecycle.Suspended _ ->
          accept(new OrganisationLifecycleEvent.DeletionRequested(state, at.plus(DELETION_WAITS)));
      case Lifecycle.Deleting _ -> refuse(UNCHANGED);
      case Lifecycle.Unverified _,
          Lifecycle.Unclaimed _,
          Lifecycle.Expired _,
          Lifecycle.Deleted _ ->
          refuse(WRONG_STATE);
    };
  }

  private static OrganisationDecision deleted(Lifecycle state, Act act) {
    if (act.person().isPresent()) return refuse(FORBIDDEN);
    if (!(state instanceof Lifecycle.Deleting) || !isDue(state, act.at()))
      return refuse(WRONG_STATE);
    return accept(new OrganisationLifecycleEvent.Deleted(state));
  }

  private static boolean isDue(Lifecycle state, Instant at) {
    return state.due().filter(due -> !at.isBefore(due)).isPresent();
  }
}
