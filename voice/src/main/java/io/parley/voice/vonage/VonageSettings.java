package io.parley.voice.vonage;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import java.util.Optional;
import java.util.Set;

/// Section `parley.telephony.vonage`. Without a secret there are no calls by Vonage.
///
/// @param signatureSecret secret: signs webhooks
/// @param application id of the application; empty to accept any that signs with the secret
/// @param sampleRate in Hz, that is asked for
public record VonageSettings(
    Optional<String> signatureSecret, Optional<String> application, int sampleRate) {
  private static final String KEY = "parley.telephony.vonage.";
  private static final int SECRET_MIN = 16;

  public VonageSettings {
    Remote.key(KEY + "signature-secret", signatureSecret);
    Expect.that(
        KEY + "signature-secret",
        signatureSecret.isEmpty() || signatureSecret.get().length() >= SECRET_MIN,
        "16 characters or more");
    if (!Set.of(8_000, 16_000, 24_000).contains(sampleRate))
      throw Expect.wrong(KEY + "sample-rate", sampleRate, "8000, 16000 or 24000");
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static VonageSettings from(Config root) {
    var section = Section.of(root, "parley.telephony.vonage");
    return new VonageSettings(
        section.wordIfAny("signature-secret"),
        section.wordIfAny("application-id"),
        section.integer("sample-rate"));
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "VonageSettings[application=%s, sampleRate=%d]".formatted(application, sampleRate);
  }
}
