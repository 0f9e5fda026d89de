package io.parley.core.organisation;

import io.parley.core.access.Permission;
import io.parley.core.person.PersonId;
import java.util.Optional;

/// Orders that give the ownership of an organisation to another member.
public sealed interface OwnershipCommand extends OrganisationCommand {

  /// By an owner. An earlier offer is replaced.
  record Offer(PersonId to) implements OwnershipCommand {}

  record Withdraw() implements OwnershipCommand {}

  /// By the member that it is offered to.
  record Accept() implements OwnershipCommand {}

  /// By the member that it is offered to.
  record Decline() implements OwnershipCommand {}

  @Override
  default Optional<Permission> needs() {
    return switch (this) {
      case Offer _, Withdraw _ -> Optional.of(Permission.TRANSFER_OWNERSHIP);
      case Accept _, Decline _ -> Optional.empty();
    };
  }
}
