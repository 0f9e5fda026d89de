package io.parley.identity.account;

import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Forgotten and changed passwords. Thread safe.
public final class AccountPasswords {
  AccountPasswords() {}

  /// Sends a link for a new password, if the address has an account. Returns before that is looked
  /// up, so that its time tells nothing.
  ///
  /// @param language of the mail, a tag of BCP 47
  public void forgot(EmailAddress address, String language, Place place, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Whether a link for a new password works.
  public CompletionStage<Boolean> isOpen(String token, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Sets a new password by a link, and ends all sign-ins. A second factor stays.
  ///
  /// @return `Done`, `Weak`, `UnknownLink` or `Busy`
  public CompletionStage<PasswordOutcome> reset(String token, String password, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Changes the password of somebody who is signed in, and ends the other sign-ins.
  ///
  /// @param exceptSignIn the one that stays
  /// @return all but `UnknownLink`
  public CompletionStage<PasswordOutcome> change(
      PersonId person,
      String current,
      String password,
      Optional<String> exceptSignIn,
      Place place,
      Instant now) {
    throw new UnsupportedOperationException();
  }
}
