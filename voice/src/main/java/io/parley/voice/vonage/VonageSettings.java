package io.parley.voice.vonage;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Section `parley.telephony.vonage`. Without a secret there are no calls by Vonage.
///
/// @param signatureSecret secret: signs webhooks
/// @param application id of the application; empty to accept any that signs with the secret
/// @param privateKey file with the application's private key, by which calls are placed; without it
///   nobody is called by Vonage
/// @param sampleRate in Hz, that is asked for
/// @param detects whether Vonage is to listen for answering machines
/// @param api base address of the API
public record VonageSettings(
    Optional<String> signatureSecret,
    Optional<String> application,
    Optional<Path> privateKey,
    int sampleRate,
    boolean detects,
    URI api) {
  private static final String KEY = "parley.telephony.vonage.";
  private static final String URL_FORM = "an address such as https://api.nexmo.com";
  private static final int SECRET_MIN = 16;

  public VonageSettings {
    Remote.key(KEY + "signature-secret", signatureSecret);
    Expect.that(
        KEY + "signature-secret",
        signatureSecret.isEmpty() || signatureSecret.get().length() >= SECRET_MIN,
        "16 characters or more");
    if (!Set.of(8_000, 16_000, 24_000).contains(sampleRate))
      throw Expect.wrong(KEY + "sample-rate", sampleRate, "8000, 16000 or 24000");
    Remote.url(KEY + "api", api, URL_FORM);
    if (privateKey.isPresent() && (signatureSecret.isEmpty() || application.isEmpty()))
      throw Expect.wrong(
          KEY + (application.isEmpty() ? "application-id" : "signature-secret"),
          "nothing",
          "it, beside private-key-file");
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static VonageSettings from(Config root) {
    var section = Section.of(root, "parley.telephony.vonage");
    return new VonageSettings(
        section.wordIfAny("signature-secret"),
        section.wordIfAny("application-id"),
        section.wordIfAny("private-key-file").map(Path::of),
        section.integer("sample-rate"),
        detects(section),
        Remote.url(section.name("api"), section.word("api"), URL_FORM));
  }

  private static boolean detects(Section section) {
    var mode = section.word("machine-detection");
    Expect.oneOf(section.name("machine-detection"), mode, Set.of("off", "detect"));
    return mode.equals("detect");
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "VonageSettings[application=%s, privateKey=%s, sampleRate=%d, detects=%s, api=%s]"
        .formatted(application, privateKey, sampleRate, detects, api);
  }
}
