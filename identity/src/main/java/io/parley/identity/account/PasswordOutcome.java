package io.parley.identity.account;

import io.parley.identity.password.PasswordRefusal;
import java.time.Duration;

/// The outcome of a new password.
public sealed interface PasswordOutcome {

  /// It is stored, and sign-ins have ended.
  record Done() implements PasswordOutcome {}

  /// Another one is needed; a link still works.
  record Weak(PasswordRefusal reason) implements PasswordOutcome {}

  /// The current password is another one.
  record Wrong() implements PasswordOutcome {}

  /// The link is unknown, was used, was replaced by a newer one, or has expired.
  record UnknownLink() implements PasswordOutcome {}

  /// Nothing was compared.
  ///
  /// @param pause until the next try
  record Slowed(Duration pause) implements PasswordOutcome {}

  /// Too much is compared at this moment, or the account changed too often: try again. A link still
  /// works.
  record Busy() implements PasswordOutcome {}
}
