package io.parley.identity.account;

import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/// Turns the second factor of an account on and off. Thread safe.
public final class SecondFactors {
  SecondFactors() {}

  /// Makes a key, which counts after [#confirm].
  public CompletionStage<SecondFactorOutcome> begin(
      PersonId person, String password, Place place, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Turns it on by the first code of the key.
  public CompletionStage<SecondFactorOutcome> confirm(PersonId person, String code, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Turns it off.
  ///
  /// @param code of the app, or a recovery code
  public CompletionStage<SecondFactorOutcome> remove(
      PersonId person, String password, String code, Place place, Instant now) {
    throw new UnsupportedOperationException();
  }
}
