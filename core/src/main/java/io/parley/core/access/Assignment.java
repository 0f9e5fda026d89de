package io.parley.core.access;

import io.parley.core.person.PersonId;
import io.parley.core.setting.Expect;
import java.time.Instant;
import java.util.Optional;

/// Staff of the platform, assigned to an organisation in one role.
///
/// @param stage that the person leads; present exactly if the role leads one
/// @param by the colleague who invited or assigned the person; empty for the program
/// @param until when it ends by itself; present for invited roles
public record Assignment(
    AssignmentId id,
    PersonId staff,
    PlatformRole role,
    Optional<Stage> stage,
    Optional<PersonId> by,
    Instant since,
    Optional<Instant> until) {
  public Assignment {
    Expect.that(
        "stage of an assignment", stage.equals(Stage.ledBy(role)), "the one that the role leads");
    Expect.that(
        "end of an assignment",
        until.isPresent() || !role.isInvited(),
        "a time, as the role is invited for a while");
    Expect.that(
        "end of an assignment",
        until.isEmpty() || until.get().isAfter(since),
        "after its beginning");
  }

  public boolean isActive(Instant at) {
    return !at.isBefore(since) && (until.isEmpty() || at.isBefore(until.get()));
  }
}
