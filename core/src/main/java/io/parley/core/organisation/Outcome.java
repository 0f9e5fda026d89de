package io.parley.core.organisation;

import io.parley.core.tenant.OrganisationId;
import java.util.List;

/// The result of a command on the store.
public sealed interface Outcome {

  /// Stored, with its audit entries.
  record Done(OrganisationId organisation, List<OrganisationEvent> events) implements Outcome {
    public Done {
      events = List.copyOf(events);
    }
  }

  /// Nothing was stored.
  record Refused(OrganisationRefusal reason) implements Outcome {}
}
