package io.parley.core.organisation;

import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.StaffAccess;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that the rules for staff read, as it is under the organisation's lock.
///
/// @param actor in this organisation; empty for the program, and for a person without a permission
/// @param roles platform roles of the person that the command names
/// @param assignments of the organisation, without those that ended
/// @param accesses of the organisation, without those that ended
public record Staffing(
    Optional<Principal> actor,
    Set<PlatformRole> roles,
    List<Assignment> assignments,
    List<StaffAccess> accesses) {
  /// The most assignments of one organisation at a time.
  public static final int COUNT_MAX = 50;

  public Staffing {
    roles = Set.copyOf(roles);
    assignments = List.copyOf(assignments);
    accesses = List.copyOf(accesses);
  }

  Optional<Assignment> assignment(AssignmentId id, Instant at) {
    return assignments.stream()
        .filter(found -> found.id().equals(id) && found.isActive(at))
        .findFirst();
  }

  boolean hasLead(Instant at) {
    return assignments.stream().anyMatch(found -> found.isActive(at) && found.stage().isPresent());
  }
}
