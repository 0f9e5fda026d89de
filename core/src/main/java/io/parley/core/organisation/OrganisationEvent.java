package io.parley.core.organisation;

import io.parley.core.audit.Change;

/// A change of one organisation.
public sealed interface OrganisationEvent
    permits OrganisationLifecycleEvent, NameEvent, PeopleEvent, OwnershipEvent, StaffEvent {

  /// The same for the audit trail: ids, names of roles, slugs and reasons, and no e-mail address.
  Change change();
}
