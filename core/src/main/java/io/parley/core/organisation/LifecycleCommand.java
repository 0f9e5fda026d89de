package io.parley.core.organisation;

import static io.parley.core.access.Permission.CREATE_ORGANISATION;
import static io.parley.core.access.Permission.DELETE_ORGANISATION;
import static io.parley.core.access.Permission.MANAGE_ORGANISATION;
import static io.parley.core.access.Permission.SUSPEND_ORGANISATION;

import io.parley.core.access.Permission;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.setting.Expect;
import java.util.Optional;

/// Orders that change the state of an organisation.
public sealed interface LifecycleCommand extends OrganisationCommand {

  /// The actor has the link, and becomes the owner.
  ///
  /// @param address the actor's own, whether verified or not: the link proves it
  record ClaimIt(TokenHash token, EmailAddress address) implements LifecycleCommand {}

  /// Another link in place of the one before, also after that has expired.
  record RenewClaim(Claim claim) implements LifecycleCommand {}

  /// By a timer, when nobody claimed it in time.
  record Expire() implements LifecycleCommand {}

  record Rename(String name) implements LifecycleCommand {
    public Rename {
      Expect.that(
          "name of an organisation", Person.isName(name), "1 to 100 characters on one line");
    }
  }

  /// @param reason for its people to read, 10 to 500 characters
  record Suspend(String reason) implements LifecycleCommand {}

  record Resume() implements LifecycleCommand {}

  record RequestDeletion() implements LifecycleCommand {}

  record CancelDeletion() implements LifecycleCommand {}

  /// By a timer, when the waiting time is over.
  record Delete() implements LifecycleCommand {}

  @Override
  default Optional<Permission> needs() {
    return switch (this) {
      case ClaimIt _, Expire _, Delete _ -> Optional.empty();
      case RenewClaim _ -> Optional.of(CREATE_ORGANISATION);
      case Rename _ -> Optional.of(MANAGE_ORGANISATION);
      case Suspend _, Resume _ -> Optional.of(SUSPEND_ORGANISATION);
      case RequestDeletion _, CancelDeletion _ -> Optional.of(DELETE_ORGANISATION);
    };
  }
}
