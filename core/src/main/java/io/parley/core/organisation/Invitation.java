package io.parley.core.organisation;

import io.parley.core.access.RoleSet;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An invitation that waits for its person. An accepted or revoked one is gone.
///
/// @param address that it was sent to; only a person with this address may accept it
/// @param by the inviter; empty for the program
public record Invitation(
    InvitationId id,
    TokenHash token,
    EmailAddress address,
    RoleSet roles,
    Optional<PersonId> by,
    Instant expiresAt) {
  public static final Duration LASTS = Duration.ofDays(7);

  /// How long an expired one stays, so that its person is told why the link does not work. It is
  /// deleted when the organisation invites somebody after that.
  public static final Duration KEPT = Duration.ofDays(30);

  /// The most open invitations of one organisation.
  public static final int COUNT_MAX = 500;

  public boolean isExpired(Instant at) {
    return !at.isBefore(expiresAt);
  }

  /// Without the address, for logs.
  @Override
  public String toString() {
    return "Invitation[" + id + "]";
  }
}
