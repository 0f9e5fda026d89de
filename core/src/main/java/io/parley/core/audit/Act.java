package io.parley.core.audit;

import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Author, place and time of an administrative act.
///
/// @param from the address that the request came from
/// @param at to the microsecond, as it is stored
public record Act(Actor by, RemoteAddress from, Instant at) {
  public Act {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /// An act of the program.
  public static Act ofProgram(String name, Instant at) {
    return new Act(new Actor.Program(name), RemoteAddress.UNKNOWN, at);
  }

  /// The person, if it is one.
  public Optional<PersonId> person() {
    return switch (by) {
      case Actor.Person(var id) -> Optional.of(id);
      case Actor.Program _ -> Optional.empty();
    };
  }
}
