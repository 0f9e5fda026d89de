package io.parley.core.organisation;

import java.util.List;

/// The outcome of a command.
public sealed interface OrganisationDecision {

  /// @param events to be stored with their audit entries, all or nothing
  record Accepted(List<OrganisationEvent> events) implements OrganisationDecision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /// Nothing changes.
  record Refused(OrganisationRefusal reason) implements OrganisationDecision {}

  static OrganisationDecision accept(OrganisationEvent... events) {
    return new Accepted(List.of(events));
  }

  static OrganisationDecision refuse(OrganisationRefusal reason) {
    return new Refused(reason);
  }
}
