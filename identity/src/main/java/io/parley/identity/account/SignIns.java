package io.parley.identity.account;

import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Begins, renews, exchanges and ends sign-ins. Thread safe.
public final class SignIns {
  SignIns() {}

  /// Signs a person in by its password, and a code where the account has a second factor.
  ///
  /// @param code of the app, or a recovery code
  /// @param organisation to work in; if none is named, the one used last, or the first by name
  public CompletionStage<SignInOutcome> signIn(
      EmailAddress address,
      String password,
      Optional<String> code,
      Optional<OrganisationId> organisation,
      Place place,
      Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Gives the next tokens of a sign-in. Ends it where the person has no place in its organisation
  /// any more.
  public CompletionStage<SignInOutcome> renew(String refreshToken, Place place, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Ends a sign-in, and begins one in another organisation in its place, which lasts no longer.
  ///
  /// @param to empty for the platform
  public CompletionStage<SignInOutcome> exchange(
      String signIn, PersonId person, Optional<OrganisationId> to, Place place, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// The open sign-ins of a person, the newest first.
  public CompletionStage<List<Family>> list(PersonId person, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// @return false if the person has no such open sign-in
  public CompletionStage<Boolean> end(PersonId person, String signIn, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// @param except one that stays
  /// @return how many
  public CompletionStage<Integer> endAll(PersonId person, Optional<String> except, Instant now) {
    throw new UnsupportedOperationException();
  }
}
