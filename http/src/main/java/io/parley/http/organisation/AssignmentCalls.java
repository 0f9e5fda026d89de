package io.parley.http.organisation;

import io.parley.core.access.AccessId;
import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.StaffAccess;
import io.parley.core.access.Stage;
import io.parley.core.audit.Act;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.StaffCommand;
import io.parley.core.organisation.StaffEvent;
import io.parley.core.organisation.StaffRules;
import io.parley.core.organisation.Staffing;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Assignments of the platform's staff to organisations, and their accesses to an organisation's
/// data.
final class AssignmentCalls {
  private static final String ASSIGNMENTS = PlatformCalls.PATH + "/{id}/assignments";
  private static final String ASSIGNMENT = ASSIGNMENTS + "/{assignment}";
  private static final String ACCESSES = PlatformCalls.PATH + "/{id}/accesses";
  private static final int MINUTES_MAX = (int) StaffAccess.LONGEST.toMinutes();

  private final Callers callers;
  private final OrganisationStores stores;
  private final PeopleNames names;

  AssignmentCalls(Callers callers, OrganisationStores stores) {
    this.callers = callers;
    this.stores = stores;
    this.names = new PeopleNames(stores.persons());
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ASSIGNMENTS, this::list),
        Endpoint.post(ASSIGNMENTS, this::assign),
        Endpoint.delete(ASSIGNMENT, this::end),
        Endpoint.post(ASSIGNMENT + "/hand-over", this::handOver),
        Endpoint.post(ACCESSES, this::enter),
        Endpoint.delete(ACCESSES + "/{access}", this::leave));
  }

  /// Those who see an organisation's people, or assign staff, see all. Others who are assigned see
  /// their own, and those that they made.
  private CompletionStage<HttpResponse> list(Call call) {
    var act = callers.staff(call);
    var id = PlatformCalls.organisation(call);
    return visible(act, id)
        .thenCompose(_ -> principal(act, id))
        .thenCombine(
            stores.directory().staff(id, act.at()), (staff, found) -> shown(found, act, staff))
        .thenCompose(Function.identity());
  }

  /// Programs see every organisation, and no more than there are.
  private CompletionStage<?> visible(Act act, OrganisationId id) {
    return act.person().isPresent()
        ? CompletableFuture.completedStage(null)
        : stores.directory().find(id).thenApply(OrganisationCalls::required);
  }

  private CompletionStage<HttpResponse> shown(Staffing found, Act act, Optional<Principal> staff) {
    boolean isProgram = act.person().isEmpty();
    if (!isProgram && staff.isEmpty()) throw Outcomes.refused(OrganisationRefusal.NOT_FOUND);
    boolean seesAll =
        isProgram || may(staff, Permission.VIEW_PEOPLE) || may(staff, Permission.ASSIGN_STAFF);
    Predicate<Optional<PersonId>> isShown = person -> seesAll || person.equals(act.person());
    return StaffCalls.reply(
        names,
        found.assignments().stream()
            .filter(each -> isShown.test(Optional.of(each.staff())) || isShown.test(each.by()))
            .toList(),
        found.accesses().stream().filter(each -> isShown.test(Optional.of(each.staff()))).toList());
  }

  /// The author in an organisation; empty for the program, for one who may do nothing there, and if
  /// there is none.
  private CompletionStage<Optional<Principal>> principal(Act act, OrganisationId id) {
    return act.person()
        .map(
            person ->
                stores
                    .directory()
                    .standing(person, id, act.at())
                    .thenApply(found -> found.flatMap(it -> it.principal(act.at()))))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }

  private static boolean may(Optional<Principal> staff, Permission permission) {
    return staff.filter(it -> it.may(permission)).isPresent();
  }

  private CompletionStage<HttpResponse> assign(Call call) {
    var act = callers.staff(call);
    var id = PlatformCalls.organisation(call);
    return call.json()
        .thenApply(Wish::read)
        .thenCompose(
            wish ->
                principal(act, id)
                    .thenCompose(
                        staff -> stores.organisations().apply(id, command(wish, act, staff), act)))
        .thenApply(
            outcome -> made(Outcomes.event(outcome, StaffEvent.Assigned.class).assignment()));
  }

  private static HttpResponse made(Assignment assignment) {
    return Replies.json(201, Views.assignment(assignment, Map.of()));
  }

  /// @param until when it ends by itself; present for roles that are invited
  private record Wish(PersonId staff, PlatformRole role, Optional<Instant> until) {
    static Wish read(Fields fields) {
      fields.only("staff", "role", "until");
      var role = Bodies.word(fields, "role", PlatformRole.values(), PlatformRole::word);
      var until = fields.optionalTime("until");
      if (role.isInvited() && until.isEmpty())
        throw new Malformed("until is missing (expected: the end, as the role is invited)");
      return new Wish(new PersonId(Bodies.uuid(fields, "staff")), role, until);
    }
  }

  /// Those who do not assign staff anywhere may invite specialists where they are assigned. The
  /// store decides either way.
  private static StaffCommand command(Wish wish, Act act, Optional<Principal> staff) {
    var id = new AssignmentId(UUID.randomUUID());
    boolean isInvitation =
        act.person().isPresent() && !may(staff, Permission.ASSIGN_STAFF) && wish.role().isInvited();
    return isInvitation
        ? new StaffCommand.InviteSpecialist(id, wish.staff(), wish.role(), wish.until().get())
        : new StaffCommand.Assign(id, wish.staff(), wish.role(), wish.until());
  }

  private CompletionStage<HttpResponse> end(Call call) {
    var act = callers.staff(call);
    var id = PlatformCalls.organisation(call);
    return stores
        .organisations()
        .apply(id, new StaffCommand.EndAssignment(assignment(call)), act)
        .thenApply(outcome -> Outcomes.done(outcome, OrganisationRefusal.NOT_LEADING));
  }

  private static AssignmentId assignment(Call call) {
    return Bodies.uuid(call.value("assignment"))
        .map(AssignmentId::new)
        .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.NOT_LEADING));
  }

  private CompletionStage<HttpResponse> handOver(Call call) {
    var act = callers.staff(call);
    var id = PlatformCalls.organisation(call);
    var from = assignment(call);
    return call.json()
        .thenCompose(fields -> stores.organisations().apply(id, handOver(from, fields), act))
        .thenApply(
            outcome ->
                made(
                    Outcomes.event(
                            outcome, StaffEvent.HandedOver.class, OrganisationRefusal.NOT_LEADING)
                        .to()));
  }

  private static StaffCommand handOver(AssignmentId from, Fields fields) {
    fields.only("colleague", "stage", "note");
    return new StaffCommand.HandOver(
        from,
        new AssignmentId(UUID.randomUUID()),
        new PersonId(Bodies.uuid(fields, "colleague")),
        Bodies.word(fields, "stage", Stage.values(), Stage::word),
        fields.optionalText("note", StaffRules.NOTE_MAX).orElse(""));
  }

  private CompletionStage<HttpResponse> enter(Call call) {
    var act = callers.staff(call);
    var id = PlatformCalls.organisation(call);
    return call.json()
        .thenApply(AssignmentCalls::entry)
        .thenCompose(command -> stores.organisations().apply(id, command, act))
        .thenApply(AssignmentCalls::entered);
  }

  private static StaffCommand entry(Fields fields) {
    fields.only("reason", "minutes");
    return new StaffCommand.Enter(
        new AccessId(UUID.randomUUID()),
        Bodies.reason(fields),
        Duration.ofMinutes(fields.integer("minutes", 1, MINUTES_MAX)));
  }

  private static HttpResponse entered(Outcome outcome) {
    var access = Outcomes.event(outcome, StaffEvent.AccessOpened.class).access();
    return Replies.json(201, Views.access(access, Map.of()));
  }

  private CompletionStage<HttpResponse> leave(Call call) {
    var act = callers.staff(call);
    var id = PlatformCalls.organisation(call);
    return stores
        .organisations()
        .apply(id, new StaffCommand.EndAccess(StaffCalls.access(call, "access")), act)
        .thenApply(StaffCalls::accessEnded);
  }
}
