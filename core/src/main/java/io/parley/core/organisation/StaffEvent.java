package io.parley.core.organisation;

import io.parley.core.access.AccessId;
import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.StaffAccess;
import io.parley.core.audit.Change;
import io.parley.core.person.PersonId;
import java.util.Map;
import java.util.TreeMap;

/// Changes of the platform's staff in an organisation.
public sealed interface StaffEvent extends OrganisationEvent {
  String STAFF = "staff";
  String ROLE = "role";

  record Assigned(Assignment assignment) implements StaffEvent {}

  record HandedOver(AssignmentId from, PersonId former, Assignment to, String note)
      implements StaffEvent {}

  record AssignmentEnded(Assignment assignment) implements StaffEvent {}

  record AccessOpened(StaffAccess access) implements StaffEvent {}

  record AccessEnded(AccessId id, PersonId staff) implements StaffEvent {}

  @Override
  default Change change() {
    return switch (this) {
      case Assigned(var assignment) ->
          Change.made("staff-assigned", target(assignment.id()), fields(assignment));
      case HandedOver(var from, var former, var to, var note) -> {
        var after = new TreeMap<>(fields(to));
        after.put("assignment", to.id().toString());
        after.put("note", note);
        yield Change.of("staff-handed-over", target(from), Map.of(STAFF, former.toString()), after);
      }
      case AssignmentEnded(var assignment) ->
          Change.gone("assignment-ended", target(assignment.id()), fields(assignment));
      case AccessOpened(var access) ->
          Change.made(
              "access-opened",
              "access:" + access.id(),
              Map.of(
                  STAFF,
                  access.staff().toString(),
                  "reason",
                  access.reason(),
                  "until",
                  access.until().toString()));
      case AccessEnded(var id, var staff) ->
          Change.gone("access-ended", "access:" + id, Map.of(STAFF, staff.toString()));
    };
  }

  private static String target(AssignmentId id) {
    return "assignment:" + id;
  }

  private static Map<String, String> fields(Assignment assignment) {
    var all = new TreeMap<String, String>();
    all.put(STAFF, assignment.staff().toString());
    all.put(ROLE, assignment.role().word());
    assignment.stage().ifPresent(stage -> all.put("stage", stage.word()));
    assignment.until().ifPresent(until -> all.put("until", until.toString()));
    return all;
  }
}
