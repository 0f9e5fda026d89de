package io.parley.identity.account;

import io.parley.core.organisation.OrganisationRefusal;
import io.parley.identity.password.PasswordRefusal;

/// The outcome of the acceptance of a link.
public sealed interface AcceptOutcome {

  /// The link was used, and its holder is signed in.
  record In(SignedIn signedIn) implements AcceptOutcome {}

  /// The new account needs another password; the link still works.
  record Weak(PasswordRefusal reason) implements AcceptOutcome {}

  /// The link does not work.
  record Refused(OrganisationRefusal reason) implements AcceptOutcome {}

  /// The holder did not get in.
  ///
  /// @param outcome never [SignInOutcome.Granted]
  record NotIn(SignInOutcome outcome) implements AcceptOutcome {
    public NotIn {
      if (outcome instanceof SignInOutcome.Granted)
        throw new IllegalArgumentException("outcome: granted (expected: In)");
    }
  }
}
