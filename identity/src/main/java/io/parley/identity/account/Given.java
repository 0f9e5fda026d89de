package io.parley.identity.account;

import java.util.Optional;

/// The proofs that a person gives. Their text shows nothing of them.
///
/// @param isCodeAsked whether a code is needed where the account has a second factor
record Given(String password, Optional<String> code, boolean isCodeAsked) {
  /// For somebody who is signed in already.
  static Given password(String password) {
    return new Given(password, Optional.empty(), false);
  }

  static Given all(String password, Optional<String> code) {
    return new Given(password, code, true);
  }

  @Override
  public String toString() {
    return "Given[(not shown)]";
  }
}
