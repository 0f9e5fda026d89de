package io.parley.voice.telnyx;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// Section `parley.telephony.telnyx`. There are calls by Telnyx when key and public key are set.
///
/// @param apiKey secret: opens the API, by which calls are answered and placed
/// @param publicKey of the account, 32 bytes: checks the signatures of webhooks
/// @param connection id of the Call Control application; without it nobody is called by Telnyx
/// @param codec that is asked for: PCMU, PCMA or L16
/// @param detection how Telnyx is to listen for answering machines: detect or premium; empty: not
/// @param api base address of the API
public record TelnyxSettings(
    Optional<String> apiKey,
    Optional<byte[]> publicKey,
    Optional<String> connection,
    String codec,
    Optional<String> detection,
    URI api) {
  private static final String KEY = "parley.telephony.telnyx.";
  private static final String URL_FORM = "an address such as https://api.telnyx.com";
  private static final int KEY_BYTES = 32;

  public TelnyxSettings {
    Remote.key(KEY + "api-key", apiKey);
    Remote.url(KEY + "api", api, URL_FORM);
    Expect.oneOf(KEY + "codec", codec, Set.of("PCMU", "PCMA", "L16"));
    detection.ifPresent(
        mode -> Expect.oneOf(KEY + "machine-detection", mode, Set.of("detect", "premium")));
    if (connection.isPresent() && !connection.get().matches("[0-9A-Za-z-]{1,64}"))
      throw Expect.wrong(KEY + "connection-id", connection.get(), "letters, digits and hyphens");
    if (apiKey.isPresent() != publicKey.isPresent())
      throw Expect.wrong(
          KEY + (apiKey.isPresent() ? "public-key" : "api-key"),
          "nothing",
          "both api-key and public-key, or neither");
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static TelnyxSettings from(Config root) {
    var section = Section.of(root, "parley.telephony.telnyx");
    return new TelnyxSettings(
        section.wordIfAny("api-key"),
        section.wordIfAny("public-key").map(TelnyxSettings::publicKey),
        section.wordIfAny("connection-id"),
        section.word("codec"),
        section.wordIfAny("machine-detection").filter(mode -> !mode.equals("off")),
        Remote.url(section.name("api"), section.word("api"), URL_FORM));
  }

  private static byte[] publicKey(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text);
      if (bytes.length == KEY_BYTES) return bytes;
    } catch (IllegalArgumentException e) {
      throw wrongKey(e);
    }
    throw wrongKey(null);
  }

  private static IllegalArgumentException wrongKey(Throwable cause) {
    var wrong = Expect.wrong(KEY + "public-key", "a value of another form", "32 bytes in base64");
    if (cause != null) wrong.initCause(cause);
    return wrong;
  }

  /// Without the key.
  @Override
  public String toString() {
    return "TelnyxSettings[connection=%s, codec=%s, detection=%s, api=%s]"
        .formatted(connection, codec, detection, api);
  }
}
