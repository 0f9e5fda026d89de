package io.parley.identity.passkey;

import java.util.List;

/// A new passkey, as the browser gives it (`AuthenticatorAttestationResponse`). Nothing of it is
/// checked yet; all bytes are in base64url. Its text shows nothing of it.
///
/// @param id of the credential
/// @param transports words, of which unknown ones are left out
public record Registration(
    String id, String clientData, String attestationObject, List<String> transports) {
  public Registration {
    transports = List.copyOf(transports);
  }

  @Override
  public String toString() {
    return "Registration[(not shown)]";
  }
}
