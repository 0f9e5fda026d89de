package io.parley.identity.account;

import io.parley.core.identity.Passkeys.Passkey;
import java.time.Duration;

/// The outcome of adding a passkey.
public sealed interface PasskeyOutcome {

  /// The person is proved: the browser's authenticator may make one.
  record Begun(PasskeyOptions options) implements PasskeyOutcome {}

  record Added(Passkey passkey) implements PasskeyOutcome {}

  /// Another password, or a wrong, missing or used code.
  record Wrong() implements PasskeyOutcome {}

  /// Not begun in this browser by this person, too late, used before, or made for another site or
  /// without verifying the person.
  record Refused() implements PasskeyOutcome {}

  /// The passkey is known already.
  record Known() implements PasskeyOutcome {}

  /// The person has as many as it may.
  record TooMany() implements PasskeyOutcome {}

  /// This installation is reached by an address of the network, for which there are no passkeys.
  record NoDomain() implements PasskeyOutcome {}

  /// Nothing was compared.
  ///
  /// @param pause until the next try
  record Slowed(Duration pause) implements PasskeyOutcome {}

  /// Too much is compared at this moment: try again.
  record Busy() implements PasskeyOutcome {}
}
