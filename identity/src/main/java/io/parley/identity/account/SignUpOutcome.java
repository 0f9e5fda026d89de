package io.parley.identity.account;

import io.parley.core.organisation.OrganisationRefusal;
import java.time.Duration;

/// The outcome of a sign-up. It is the same whether the address has an account or not.
public sealed interface SignUpOutcome {

  /// A mail with a link is on its way.
  record Accepted() implements SignUpOutcome {}

  /// @param reason of the organisation's names, or of mail
  record Refused(OrganisationRefusal reason) implements SignUpOutcome {}

  /// Too many sign-ups for this address of mail.
  ///
  /// @param pause until the next try
  record Slowed(Duration pause) implements SignUpOutcome {}
}
