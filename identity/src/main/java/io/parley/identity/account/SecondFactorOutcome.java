package io.parley.identity.account;

import java.time.Duration;
import java.util.List;

/// The outcome of a change of the second factor.
public sealed interface SecondFactorOutcome {

  /// A key to be confirmed by a code of it.
  ///
  /// @param key in Base32, for typing; @param uri for apps, as a picture
  record Begun(String key, String uri) implements SecondFactorOutcome {
    @Override
    public String toString() {
      return "Begun[(not shown)]";
    }
  }

  /// The second factor is on.
  ///
  /// @param recoveryCodes shown once
  record Confirmed(List<String> recoveryCodes) implements SecondFactorOutcome {
    public Confirmed {
      recoveryCodes = List.copyOf(recoveryCodes);
    }

    @Override
    public String toString() {
      return "Confirmed[(not shown)]";
    }
  }

  /// The second factor is off.
  record Removed() implements SecondFactorOutcome {}

  /// Another password, or a wrong or used code.
  record Wrong() implements SecondFactorOutcome {}

  /// No key waits to be confirmed, or there is no second factor to remove.
  record NotBegun() implements SecondFactorOutcome {}

  /// There is a second factor already: remove it first, by a code of it.
  record AlreadyOn() implements SecondFactorOutcome {}

  /// Nothing was compared.
  ///
  /// @param pause until the next try
  record Slowed(Duration pause) implements SecondFactorOutcome {}

  /// Too much is compared at this moment, or the account changed too often: try again.
  record Busy() implements SecondFactorOutcome {}

  /// This installation has no key to encrypt a second factor with.
  record NoKey() implements SecondFactorOutcome {}
}
