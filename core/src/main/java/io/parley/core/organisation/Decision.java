package io.parley.core.organisation;

import java.util.List;

/// The outcome of a command.
public sealed interface Decision {

  /// @param events to be stored with their audit entries, all or nothing
  record Accepted(List<OrganisationEvent> events) implements Decision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /// Nothing changes.
  record Refused(OrganisationRefusal reason) implements Decision {}

  static Decision accept(OrganisationEvent... events) {
    return new Accepted(List.of(events));
  }

  static Decision refuse(OrganisationRefusal reason) {
    return new Refused(reason);
  }
}
