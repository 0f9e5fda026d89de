package io.parley.identity.passkey;

/// A sign-in, as the browser gives it (`AuthenticatorAssertionResponse`). Nothing of it is checked
/// yet; all bytes are in base64url. Its text shows nothing of it.
///
/// @param id of the credential
/// @param userHandle that the authenticator keeps with it
public record Assertion(
    String id, String clientData, String authenticatorData, String signature, String userHandle) {
  @Override
  public String toString() {
    return "Assertion[(not shown)]";
  }
}
