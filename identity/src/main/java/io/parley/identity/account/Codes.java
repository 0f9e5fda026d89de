package io.parley.identity.account;

import io.parley.core.identity.Credentials.Credential;
import io.parley.identity.totp.RecoveryCodes;
import io.parley.identity.totp.Totp;
import java.time.Instant;
import java.util.Optional;

/// The codes of a second factor. Each counts once.
final class Codes {
  private Codes() {}

  /// Uses a code of the app, or a recovery code.
  ///
  /// @param credential with a second factor
  /// @return the credential to be stored before the person is let in; empty for a wrong code, and
  ///   for one that was used
  static Optional<Credential> use(Credential credential, String code, Instant now) {
    // apps show the digits in two groups
    var digits = code.replace(" ", "");
    var step = Totp.of(credential.totp().orElseThrow()).check(digits, credential.lastStep(), now);
    if (step.isPresent()) return Optional.of(credential.withLastStep(step.getAsLong()));
    return new RecoveryCodes(credential.recovery())
        .use(code)
        .map(left -> credential.withRecovery(left.hashes()));
  }
}
