package io.parley.core.organisation;

import io.parley.core.person.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A link by which a person becomes the first owner of an organisation. It works once, for the
/// person with the address that it was sent to, and until it expires.
///
/// @param address empty for a link that was shown and not sent, as at the first start of an
///   installation: it works for anybody who has it
public record Claim(TokenHash token, Optional<EmailAddress> address, Instant expiresAt) {
  /// For a sign-up of one's own: it only verifies the address.
  public static final Duration OF_SIGN_UP = Duration.ofHours(24);

  /// For a client that staff signed up.
  public static final Duration OF_CLIENT = Duration.ofDays(30);

  /// Whether it works for a person with this address.
  public boolean isFor(EmailAddress other) {
    return address.isEmpty() || address.get().equals(other);
  }

  /// Whether it works from now on, and not for longer than a client's link may.
  boolean isTimely(Instant at) {
    return !isExpired(at) && !expiresAt.isAfter(at.plus(OF_CLIENT));
  }

  public boolean isExpired(Instant at) {
    return !at.isBefore(expiresAt);
  }
}
