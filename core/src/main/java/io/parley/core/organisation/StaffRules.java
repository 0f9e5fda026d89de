package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationDecision.accept;
import static io.parley.core.organisation.OrganisationDecision.refuse;
import static io.parley.core.organisation.OrganisationRefusal.*;

import io.parley.core.access.Assignment;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Service;
import io.parley.core.access.StaffAccess;
import io.parley.core.access.Stage;
import io.parley.core.audit.Act;
import io.parley.core.person.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Rules for the platform's staff: one leads an organisation at a time and hands it over,
/// specialists come for a while, and data are open to staff for hours and for a reason.
public final class StaffRules {
  /// The longest invitation of a specialist.
  public static final Duration INVITED_MAX = Duration.ofDays(30);

  /// The most characters of a note.
  public static final int NOTE_MAX = 2_000;

  private StaffRules() {}

  public static OrganisationDecision decide(
      Organisation organisation, Staffing staffing, StaffCommand command, Act act) {
    // nobody sees a deleted organisation
    if (organisation.lifecycle().service() == Service.CLOSED)
      return refuse(act.person().isPresent() ? NOT_FOUND : WRONG_STATE);
    return switch (command) {
      case StaffCommand.Assign assign -> assigned(staffing, assign, act);
      case StaffCommand.HandOver over -> handedOver(staffing, over, act);
      case StaffCommand.InviteSpecialist invite -> invited(staffing, invite, act);
      case StaffCommand.EndAssignment end -> ended(staffing, end, act);
      case StaffCommand.Enter enter -> entered(staffing, enter, act);
      case StaffCommand.EndAccess end -> closed(staffing, end, act);
    };
  }

  private static OrganisationDecision assigned(
      Staffing staffing, StaffCommand.Assign command, Act act) {
    if (!staffing.roles().contains(command.role())) return refuse(NOT_STAFF);
    if (isCrowded(staffing, act.at())) return refuse(LIMIT);
    if (!isGoodEnd(command.role(), command.until(), act.at())) return refuse(TOO_LONG);
    var stage = Stage.ledBy(command.role());
    if (stage.isPresent() && staffing.hasLead(act.at())) return refuse(LEAD_EXISTS);
    return accept(
        new StaffEvent.Assigned(
            new Assignment(
                command.id(),
                command.staff(),
                command.role(),
                stage,
                act.person(),
                act.at(),
                command.until())));
  }

  private static boolean isGoodEnd(PlatformRole role, Optional<Instant> until, Instant at) {
    if (until.isEmpty()) return !role.isInvited();
    if (!until.get().isAfter(at)) return false;
    return !role.isInvited() || !until.get().isAfter(at.plus(INVITED_MAX));
  }

  private static boolean isCrowded(Staffing staffing, Instant at) {
    return staffing.assignments().stream().filter(found -> found.isActive(at)).count()
        >= Staffing.COUNT_MAX;
  }

  private static OrganisationDecision handedOver(
      Staffing staffing, StaffCommand.HandOver command, Act act) {
    if (command.note().length() > NOTE_MAX) return refuse(LIMIT);
    var from = staffing.assignment(command.from(), act.at());
    boolean isOwn =
        from.isPresent()
            && act.person().map(person -> person.equals(from.get().staff())).orElse(true);
    if (!isOwn || from.get().stage().isEmpty()) return refuse(NOT_LEADING);
    if (!from.get().stage().get().next().contains(command.stage())) return refuse(NO_SUCH_STAGE);
    if (!staffing.roles().contains(command.stage().lead())) return refuse(NOT_STAFF);
    var to =
        new Assignment(
            command.to(),
            command.colleague(),
            command.stage().lead(),
            Optional.of(command.stage()),
            act.person(),
            act.at(),
            Optional.empty());
    var events = new ArrayList<OrganisationEvent>();
    events.add(new StaffEvent.HandedOver(command.from(), from.get().staff(), to, command.note()));
    events.addAll(accessesOf(staffing, from.get(), act.at()));
    return new OrganisationDecision.Accepted(events);
  }

  private static OrganisationDecision invited(
      Staffing staffing, StaffCommand.InviteSpecialist command, Act act) {
    if (!command.role().isInvited()) return refuse(NOT_INVITED);
    return assigned(
        staffing,
        new StaffCommand.Assign(
            command.id(), command.staff(), command.role(), Optional.of(command.until())),
        act);
  }

  private static OrganisationDecision ended(
      Staffing staffing, StaffCommand.EndAssignment command, Act act) {
    var found = staffing.assignment(command.id(), act.at());
    boolean mayKnow =
        act.person().isEmpty()
            || found.filter(it -> concerns(staffing, it, act)).isPresent()
            || may(staffing, Permission.ASSIGN_STAFF);
    if (!mayKnow) return refuse(refusal(staffing));
    if (found.isEmpty()) return refuse(NOT_LEADING);
    var events = new ArrayList<OrganisationEvent>();
    events.add(new StaffEvent.AssignmentEnded(found.get()));
    events.addAll(accessesOf(staffing, found.get(), act.at()));
    return new OrganisationDecision.Accepted(events);
  }

  /// The inviter of earlier who is not assigned any more does not see the organisation, and ends
  /// nothing in it.
  private static boolean concerns(Staffing staffing, Assignment assignment, Act act) {
    if (act.person().equals(Optional.of(assignment.staff()))) return true;
    return assignment.by().isPresent()
        && act.person().equals(assignment.by())
        && may(staffing, Permission.VIEW_ORGANISATION);
  }

  /// An access ends with the last assignment of its person.
  private static List<StaffEvent> accessesOf(Staffing staffing, Assignment ended, Instant at) {
    boolean isLast =
        staffing.assignments().stream()
            .noneMatch(
                other ->
                    other.isActive(at)
                        && other.staff().equals(ended.staff())
                        && !other.id().equals(ended.id()));
    if (!isLast) return List.of();
    return staffing.accesses().stream()
        .filter(access -> access.isOpen(at) && access.staff().equals(ended.staff()))
        .<StaffEvent>map(access -> new StaffEvent.AccessEnded(access.id(), access.staff()))
        .toList();
  }

  private static OrganisationDecision entered(
      Staffing staffing, StaffCommand.Enter command, Act act) {
    if (act.person().isEmpty()) return refuse(PEOPLE_ONLY);
    var staff = act.person().get();
    if (!StaffAccess.isReason(command.reason())) return refuse(NO_REASON);
    boolean isShort =
        command.lasts().isPositive() && command.lasts().compareTo(StaffAccess.LONGEST) <= 0;
    if (!isShort) return refuse(TOO_LONG);
    boolean isOpen =
        staffing.accesses().stream()
            .anyMatch(access -> access.isOpen(act.at()) && access.staff().equals(staff));
    if (isOpen) return refuse(UNCHANGED);
    return accept(
        new StaffEvent.AccessOpened(
            new StaffAccess(
                command.id(),
                staff,
                command.reason(),
                act.at(),
                end(staffing, staff, act.at(), command.lasts()))));
  }

  /// An access ends with the last assignment of its person, also with one that ends by itself: a
  /// later assignment does not open it again.
  private static Instant end(Staffing staffing, PersonId staff, Instant at, Duration lasts) {
    var wanted = at.plus(lasts);
    var ends =
        staffing.assignments().stream()
            .filter(found -> found.isActive(at) && found.staff().equals(staff))
            .map(Assignment::until)
            .toList();
    if (ends.stream().anyMatch(Optional::isEmpty)) return wanted;
    return ends.stream()
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .filter(wanted::isAfter)
        .orElse(wanted);
  }

  private static OrganisationDecision closed(
      Staffing staffing, StaffCommand.EndAccess command, Act act) {
    var found =
        staffing.accesses().stream()
            .filter(access -> access.id().equals(command.id()) && access.isOpen(act.at()))
            .findFirst();
    boolean mayKnow =
        act.person().isEmpty()
            || found.filter(it -> act.person().equals(Optional.of(it.staff()))).isPresent()
            || may(staffing, Permission.DISMISS_STAFF);
    if (!mayKnow) return refuse(refusal(staffing));
    return found
        .map(access -> accept(new StaffEvent.AccessEnded(access.id(), access.staff())))
        .orElseGet(() -> refuse(UNCHANGED));
  }

  private static boolean may(Staffing staffing, Permission permission) {
    return staffing.actor().filter(actor -> actor.may(permission)).isPresent();
  }

  /// To those who may not see the organisation it looks missing.
  private static OrganisationRefusal refusal(Staffing staffing) {
    return may(staffing, Permission.VIEW_ORGANISATION) ? FORBIDDEN : NOT_FOUND;
  }
}
