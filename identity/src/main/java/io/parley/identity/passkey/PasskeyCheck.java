package io.parley.identity.passkey;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.data.exception.Base64UrlException;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.InvalidSignatureCountException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.person.PersonId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Verifies what authenticators have signed: for this site and its origin, over the challenge that
/// was given out, with the person verified (a finger, a face, a PIN). Attestation is not asked for:
/// any authenticator will do. Thread safe; it takes a processor for about a millisecond.
public final class PasskeyCheck {
  /// Algorithms (COSE) in the order of preference: ES256, EdDSA, RS256.
  public static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

  private static final Logger LOG = LoggerFactory.getLogger(PasskeyCheck.class);

  private static final List<PublicKeyCredentialParameters> PARAMETERS =
      List.of(
          PublicKeyCredentialParameters.ES256,
          PublicKeyCredentialParameters.EdDSA,
          PublicKeyCredentialParameters.RS256);

  private static final Set<String> FORMATS = Set.of("none", "packed");

  private PasskeyCheck() {}

  /// A key that an authenticator has made.
  ///
  /// @param id and @param publicKey in base64url
  public record Made(String id, String publicKey, long signCount) {}

  /// The answer to a sign-in.
  public sealed interface Outcome {}

  /// The holder of the passkey has signed.
  ///
  /// @param signCount the authenticator's counter; 0 if it does not count
  public record Signed(long signCount) implements Outcome {}

  /// The holder of the key has signed, with a counter that did not rise: there are two holders.
  public record Copied() implements Outcome {}

  /// Another site, challenge, person or key; no person was verified; or bytes that say nothing.
  public record Refused() implements Outcome {}

  /// @param challenge in base64url, as it was given out
  /// @return empty for any other registration than that of this challenge
  public static Optional<Made> registered(
      RelyingSite site, PersonId person, String challenge, Registration given) {
    try {
      var credential = credential(given);
      if (!isOfOurs(credential)) return Optional.empty();
      var made =
          party(site, Optional.empty())
              .finishRegistration(
                  FinishRegistrationOptions.builder()
                      .request(creation(site, person, challenge))
                      .response(credential)
                      .build());
      return Optional.of(
          new Made(
              made.getKeyId().getId().getBase64Url(),
              made.getPublicKeyCose().getBase64Url(),
              made.getSignatureCount()));
    } catch (RegistrationFailedException | IOException | Base64UrlException e) {
      return unread(e);
    } catch (RuntimeException e) {
      // a stranger's CBOR, of which the parsers throw many kinds
      return unread(e);
    }
  }

  /// @param challenge in base64url, as it was given out
  /// @param known the passkey of the assertion's id
  public static Outcome signed(RelyingSite site, String challenge, Passkey known, Assertion given) {
    try {
      var credential =
          RegisteredCredential.builder()
              .credentialId(bytes(known.id()))
              .userHandle(bytes(UserHandles.of(known.person())))
              .publicKeyCose(bytes(known.publicKey()))
              .signatureCount(known.signCount())
              .build();
      var result =
          party(site, Optional.of(credential))
              .finishAssertion(
                  FinishAssertionOptions.builder()
                      .request(assertion(site, challenge))
                      .response(credential(given))
                      .build());
      return result.isSuccess() ? new Signed(result.getSignatureCount()) : new Refused();
    } catch (InvalidSignatureCountException _) {
      return new Copied();
    } catch (AssertionFailedException | IOException | Base64UrlException e) {
      LOG.debug("a passkey was refused", e);
      return new Refused();
    } catch (RuntimeException e) {
      // a stranger's CBOR, of which the parsers throw many kinds
      LOG.debug("a passkey was refused", e);
      return new Refused();
    }
  }

  /// Of a format of attestation that browsers send who are asked for none: the others bring
  /// certificates to be parsed. And of its own id: the library takes that beside it.
  private static boolean isOfOurs(
      PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>
          credential) {
    var attestation = credential.getResponse().getAttestation();
    return FORMATS.contains(attestation.getFormat())
        && attestation
            .getAuthenticatorData()
            .getAttestedCredentialData()
            .filter(made -> made.getCredentialId().equals(credential.getId()))
            .isPresent();
  }

  private static Optional<Made> unread(Exception reason) {
    LOG.debug("a new passkey was refused", reason);
    return Optional.empty();
  }

  /// The library's own defaults refuse other ports, subdomains, and counters that do not rise.
  private static RelyingParty party(RelyingSite site, Optional<RegisteredCredential> known) {
    return RelyingParty.builder()
        .identity(identity(site))
        .credentialRepository(new OnePasskey(known))
        .origins(Set.of(site.origin()))
        .build();
  }

  private static RelyingPartyIdentity identity(RelyingSite site) {
    return RelyingPartyIdentity.builder().id(site.id()).name(site.id()).build();
  }

  private static PublicKeyCredentialCreationOptions creation(
      RelyingSite site, PersonId person, String challenge) throws Base64UrlException {
    var name = person.toString();
    return PublicKeyCredentialCreationOptions.builder()
        .rp(identity(site))
        .user(
            UserIdentity.builder()
                .name(name)
                .displayName(name)
                .id(bytes(UserHandles.of(person)))
                .build())
        .challenge(bytes(challenge))
        .pubKeyCredParams(PARAMETERS)
        .authenticatorSelection(
            AuthenticatorSelectionCriteria.builder()
                .residentKey(ResidentKeyRequirement.REQUIRED)
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build())
        .build();
  }

  private static AssertionRequest assertion(RelyingSite site, String challenge)
      throws Base64UrlException {
    return AssertionRequest.builder()
        .publicKeyCredentialRequestOptions(
            PublicKeyCredentialRequestOptions.builder()
                .challenge(bytes(challenge))
                .rpId(site.id())
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build())
        .build();
  }

  private static PublicKeyCredential<
          AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>
      credential(Registration given) throws IOException, Base64UrlException {
    var response =
        AuthenticatorAttestationResponse.builder()
            .attestationObject(bytes(given.attestationObject()))
            .clientDataJSON(bytes(given.clientData()))
            .build();
    return PublicKeyCredential
        .<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>builder()
        .id(bytes(given.id()))
        .response(response)
        .clientExtensionResults(ClientRegistrationExtensionOutputs.builder().build())
        .build();
  }

  private static PublicKeyCredential<
          AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>
      credential(Assertion given) throws IOException, Base64UrlException {
    var response =
        AuthenticatorAssertionResponse.builder()
            .authenticatorData(bytes(given.authenticatorData()))
            .clientDataJSON(bytes(given.clientData()))
            .signature(bytes(given.signature()))
            .userHandle(bytes(given.userHandle()))
            .build();
    return PublicKeyCredential
        .<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>builder()
        .id(bytes(given.id()))
        .response(response)
        .clientExtensionResults(ClientAssertionExtensionOutputs.builder().build())
        .build();
  }

  private static ByteArray bytes(String base64url) throws Base64UrlException {
    return ByteArray.fromBase64Url(base64url);
  }
}
