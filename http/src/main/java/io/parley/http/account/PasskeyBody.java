package io.parley.http.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.identity.Passkeys.Passkey;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.identity.account.Challenges;
import io.parley.identity.account.PasskeyOptions;
import io.parley.identity.passkey.Assertion;
import io.parley.identity.passkey.PasskeyCheck;
import io.parley.identity.passkey.Registration;
import io.parley.identity.passkey.UserHandles;
import java.util.List;
import java.util.regex.Pattern;

/// Reads and writes passkeys as browsers have them in JSON (WebAuthn, level 3, 5.1.8 to 5.1.10).
/// Unknown fields are ignored.
final class PasskeyBody {
  private static final int ID_MAX = 1_364;
  private static final int CLIENT_DATA_MAX = 8_192;
  private static final int ATTESTATION_MAX = 16_384;
  private static final int SIGNED_MAX = 4_096;
  private static final int HANDLE_MAX = 86;
  private static final int TRANSPORTS_MAX = 8;
  private static final int TRANSPORT_MAX = 100;
  private static final int NAME_MAX = 100;
  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");

  /// Those of the standard; a browser may know others.
  private static final List<String> TRANSPORTS =
      List.of("ble", "hybrid", "internal", "nfc", "smart-card", "usb");

  private PasskeyBody() {}

  static Registration registration(Fields fields) {
    var credential = object(fields, "credential");
    var response = object(credential, "response");
    return new Registration(
        bytes(credential, "id", ID_MAX),
        bytes(response, "clientDataJSON", CLIENT_DATA_MAX),
        bytes(response, "attestationObject", ATTESTATION_MAX),
        response.list("transports", TRANSPORTS_MAX, TRANSPORT_MAX).stream()
            .filter(TRANSPORTS::contains)
            .distinct()
            .toList());
  }

  static Assertion assertion(Fields fields) {
    var credential = object(fields, "credential");
    var response = object(credential, "response");
    return new Assertion(
        bytes(credential, "id", ID_MAX),
        bytes(response, "clientDataJSON", CLIENT_DATA_MAX),
        bytes(response, "authenticatorData", SIGNED_MAX),
        bytes(response, "signature", SIGNED_MAX),
        bytes(response, "userHandle", HANDLE_MAX));
  }

  static String name(Fields fields) {
    var name = fields.text("name", NAME_MAX);
    if (!Passkey.isName(name))
      throw new Malformed("name is no name (expected: 1 to 100 characters on one line)");
    return name.strip();
  }

  private static Fields object(Fields fields, String name) {
    return fields
        .object(name)
        .orElseThrow(() -> new Malformed(name + " is missing (expected: {…})"));
  }

  private static String bytes(Fields fields, String name, int max) {
    var text = fields.text(name, max);
    if (!BASE64URL.matcher(text).matches())
      throw new Malformed(name + " is no base64url (expected: without padding)");
    return text;
  }

  /// Of `navigator.credentials.create`.
  static ObjectNode creation(PasskeyOptions options) {
    var person = options.person().orElseThrow();
    var json = JsonText.object().put("challenge", options.challenge());
    json.putObject("rp").put("id", options.site().id()).put("name", options.site().id());
    json.putObject("user")
        .put("id", UserHandles.of(person.id()))
        .put("name", person.address().text())
        .put("displayName", person.name());
    var algorithms = json.putArray("pubKeyCredParams");
    PasskeyCheck.ALGORITHMS.forEach(
        each -> algorithms.addObject().put("type", "public-key").put("alg", each));
    json.put("timeout", Challenges.LASTS.toMillis());
    var known = json.putArray("excludeCredentials");
    options
        .known()
        .forEach(
            each ->
                transports(known.addObject().put("type", "public-key").put("id", each.id()), each));
    json.putObject("authenticatorSelection")
        .put("residentKey", "required")
        .put("requireResidentKey", true)
        .put("userVerification", "required");
    return json.put("attestation", "none");
  }

  /// Of `navigator.credentials.get`.
  static ObjectNode request(PasskeyOptions options) {
    return JsonText.object()
        .put("challenge", options.challenge())
        .put("rpId", options.site().id())
        .put("timeout", Challenges.LASTS.toMillis())
        .put("userVerification", "required");
  }

  static ObjectNode view(Passkey passkey) {
    var json = JsonText.object().put("id", passkey.id()).put("name", passkey.name());
    transports(json, passkey).put("createdAt", JsonText.time(passkey.createdAt()));
    passkey.usedAt().ifPresent(at -> json.put("usedAt", JsonText.time(at)));
    return json;
  }

  private static ObjectNode transports(ObjectNode json, Passkey passkey) {
    ArrayNode transports = json.putArray("transports");
    passkey.transports().forEach(each -> transports.add(each));
    return json;
  }
}
