/// The second factor: codes of an authenticator app ([io.parley.identity.totp.Totp]) and codes for
/// the day on which it is lost ([io.parley.identity.totp.RecoveryCodes]).
package io.parley.identity.totp;
