package io.parley.identity.account;

import io.parley.identity.oidc.PasswordGate;
import io.parley.identity.password.PasswordRules;
import io.parley.identity.password.Passwords;
import io.parley.identity.throttle.SignInThrottle;

/// The checks of passwords and of places.
///
/// @param gate says where passwords and passkeys do not count
/// @param challenges of passkeys
public record AccountGuards(
    Passwords passwords,
    PasswordRules rules,
    SignInThrottle throttle,
    Devices devices,
    PasswordGate gate,
    Challenges challenges) {
  /// Where no organisation has a provider of sign-ins.
  public AccountGuards(
      Passwords passwords,
      PasswordRules rules,
      SignInThrottle throttle,
      Devices devices,
      Challenges challenges) {
    this(passwords, rules, throttle, devices, PasswordGate.NONE, challenges);
  }
}
