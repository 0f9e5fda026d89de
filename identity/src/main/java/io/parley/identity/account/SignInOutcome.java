package io.parley.identity.account;

import io.parley.core.identity.OidcConnectionId;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// The outcome of a sign-in, of its renewal, and of its exchange.
public sealed interface SignInOutcome {

  /// Signed in.
  record Granted(SignedIn signedIn) implements SignInOutcome {}

  /// The password is right, and a code of the second factor is missing.
  record CodeNeeded() implements SignInOutcome {}

  /// No account, another password, a wrong or used code; or a sign-in that has ended.
  record Wrong() implements SignInOutcome {}

  /// Nothing was compared.
  ///
  /// @param pause until the next try
  record Slowed(Duration pause) implements SignInOutcome {
    public Slowed {
      Expect.positive("pause", pause);
    }
  }

  /// The person has no place in the organisation that was named, or in any.
  record NoOrganisation() implements SignInOutcome {}

  /// Too much is compared at this moment: try again.
  record Busy() implements SignInOutcome {}

  /// The link is for anybody who has it, so that the address must be given.
  record EmailNeeded() implements SignInOutcome {}

  /// The organisation wants its people to sign in at its provider, and the password does not count.
  record SsoNeeded(OidcConnectionId provider) implements SignInOutcome {}

  /// This node has no key that may sign access tokens now. Nothing was compared.
  record NoKey() implements SignInOutcome {}
}
