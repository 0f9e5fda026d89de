package io.parley.core.organisation;

import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.Optional;

/// A link to an organisation that can be used, as its holder sees it.
///
/// @param name of the organisation, in its maker's words
/// @param address that it was sent to, and works for; empty for a claim that works for anybody
public record OpenLink(
    Kind kind,
    OrganisationId organisation,
    String name,
    Optional<EmailAddress> address,
    Instant expiresAt) {
  /// The use of a link.
  public enum Kind {
    /// Makes its holder the first owner.
    CLAIM,
    /// Makes its holder a member.
    INVITATION
  }

  /// Without name and address, for logs.
  @Override
  public String toString() {
    return "OpenLink[" + kind + ", " + organisation + "]";
  }
}
