package io.parley.core.organisation;

import io.parley.core.access.AccessId;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Stage;
import io.parley.core.person.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Orders that concern the platform's staff in an organisation.
public sealed interface StaffCommand extends OrganisationCommand {

  /// @param until when it ends by itself; present for roles that are invited
  record Assign(AssignmentId id, PersonId staff, PlatformRole role, Optional<Instant> until)
      implements StaffCommand {}

  /// Ends the actor's own assignment, and begins a colleague's.
  ///
  /// @param from the actor's assignment
  /// @param to the colleague's
  /// @param note for the colleague, at most 2,000 characters
  record HandOver(AssignmentId from, AssignmentId to, PersonId colleague, Stage stage, String note)
      implements StaffCommand {}

  record InviteSpecialist(AssignmentId id, PersonId staff, PlatformRole role, Instant until)
      implements StaffCommand {}

  /// By the person itself, the one who invited it, or one who assigns staff.
  record EndAssignment(AssignmentId id) implements StaffCommand {}

  /// Opens the organisation's data for the actor.
  ///
  /// @param reason for the organisation to read, 10 to 500 characters
  /// @param lasts at most 8 hours
  record Enter(AccessId id, String reason, Duration lasts) implements StaffCommand {}

  /// Ends an access: by the staff itself, or by the organisation.
  record EndAccess(AccessId id) implements StaffCommand {}

  @Override
  default Optional<Permission> needs() {
    return switch (this) {
      case Assign _ -> Optional.of(Permission.ASSIGN_STAFF);
      case HandOver _ -> Optional.of(Permission.HAND_OVER);
      case InviteSpecialist _ -> Optional.of(Permission.INVITE_SPECIALIST);
      case Enter _ -> Optional.of(Permission.ENTER);
      case EndAssignment _, EndAccess _ -> Optional.empty();
    };
  }
}
