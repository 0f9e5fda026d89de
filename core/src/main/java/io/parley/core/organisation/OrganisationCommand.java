package io.parley.core.organisation;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.audit.Act;
import java.util.Optional;

/// An order that concerns one organisation.
public sealed interface OrganisationCommand
    permits LifecycleCommand, NameCommand, PeopleCommand, OwnershipCommand, StaffCommand {

  /// The permission that a person must have; empty if the rules let a person act for itself, such
  /// as leave.
  Optional<Permission> needs();

  /// The one check of permissions before the rules.
  ///
  /// @param principal the actor in this organisation; empty if the actor may do nothing there
  /// @return the refusal; empty if the actor may go on
  static Optional<OrganisationRefusal> gate(
      OrganisationCommand command, Act act, Optional<Principal> principal) {
    if (act.person().isEmpty()) return Optional.empty();
    boolean isOfProgram =
        command instanceof LifecycleCommand.Expire || command instanceof LifecycleCommand.Delete;
    boolean mayGoOn =
        command
            .needs()
            .map(needed -> principal.filter(actor -> actor.may(needed)).isPresent())
            .orElse(!isOfProgram);
    if (mayGoOn) return Optional.empty();
    boolean isVisible = principal.isPresent() && principal.get().may(Permission.VIEW_ORGANISATION);
    return Optional.of(isVisible ? OrganisationRefusal.FORBIDDEN : OrganisationRefusal.NOT_FOUND);
  }
}
