package io.parley.voice.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.voice.telnyx.TelnyxSettings;
import io.parley.voice.vonage.VonageSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The sections of the three providers.
class ProviderSettingsTest {
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final String KEY = "ERERERERERERERERERERERERERERERERERERERERERE=";

  private static <T> T read(Function<Config, T> from, String settings) {
    return from.apply(
        ConfigFactory.parseString("parley.telephony {\n" + settings + "\n}")
            .withFallback(ConfigFactory.defaultReference()));
  }

  @Test
  void by_default_no_provider_is_on() {
    var twilio = read(TwilioSettings::from, "");
    assertThat(twilio.account()).isEmpty();
    assertThat(twilio.token()).isEmpty();
    assertThat(twilio.mode()).isEqualTo(TwilioSettings.Mode.MEDIA);
    assertThat(twilio.api()).isEqualTo(URI.create("https://api.twilio.com"));
    assertThat(twilio.relay())
        .isEqualTo(new TwilioSettings.Relay(Optional.empty(), Optional.empty(), Optional.empty()));
    var telnyx = read(TelnyxSettings::from, "");
    assertThat(telnyx.apiKey()).isEmpty();
    assertThat(telnyx.publicKey()).isEmpty();
    assertThat(telnyx.codec()).isEqualTo("PCMU");
    assertThat(telnyx.api()).isEqualTo(URI.create("https://api.telnyx.com"));
    var vonage = read(VonageSettings::from, "");
    assertThat(telnyx.connection()).isEmpty();
    assertThat(telnyx.detection()).isEmpty();
    assertThat(vonage)
        .isEqualTo(
            new VonageSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                16_000,
                false,
                URI.create("https://api.nexmo.com")));
  }

  @Test
  void every_key_is_read() {
    var twilio =
        read(
            TwilioSettings::from,
            """
            twilio {
              account-sid = "%s", auth-token = s3cret, mode = relay, api = "http://127.0.0.1:1"
              relay { voice = Joanna, tts-provider = Amazon, transcription-provider = Deepgram }
            }
            """
                .formatted(ACCOUNT));
    assertThat(twilio)
        .isEqualTo(
            new TwilioSettings(
                Optional.of(ACCOUNT),
                Optional.of("s3cret"),
                TwilioSettings.Mode.RELAY,
                new TwilioSettings.Relay(
                    Optional.of("Joanna"), Optional.of("Amazon"), Optional.of("Deepgram")),
                URI.create("http://127.0.0.1:1")));
    var telnyx =
        read(
            TelnyxSettings::from,
            """
            telnyx {
              api-key = k3y, public-key = "%s", codec = L16, api = "http://h"
              connection-id = "1494404757140276705", machine-detection = premium
            }
            """
                .formatted(KEY));
    assertThat(telnyx.apiKey()).contains("k3y");
    assertThat(telnyx.publicKey().orElseThrow()).hasSize(32).containsOnly(0x11);
    assertThat(telnyx.codec()).isEqualTo("L16");
    assertThat(telnyx.api()).isEqualTo(URI.create("http://h"));
    assertThat(telnyx.connection()).contains("1494404757140276705");
    assertThat(telnyx.detection()).contains("premium");
    var vonage =
        read(
            VonageSettings::from,
            """
            vonage {
              signature-secret = "0123456789abcdef", application-id = a, sample-rate = 8000
              private-key-file = "private.key", machine-detection = detect, api = "http://v"
            }
            """);
    assertThat(vonage)
        .isEqualTo(
            new VonageSettings(
                Optional.of("0123456789abcdef"),
                Optional.of("a"),
                Optional.of(Path.of("private.key")),
                8_000,
                true,
                URI.create("http://v")));
    for (var settings : List.of(twilio, telnyx, vonage))
      assertThat(settings.toString()).doesNotContain("s3cret", "k3y", "0123456789abcdef\"");
    assertThat(vonage.toString()).doesNotContain("0123456789abcdef");
  }

  @Test
  void wrong_values_are_refused_without_showing_secrets() {
    refused(TwilioSettings::from, "twilio.account-sid = AC1");
    refused(TwilioSettings::from, "twilio.auth-token = \"s3 cret\"");
    refused(TwilioSettings::from, "twilio.mode = both");
    refused(TwilioSettings::from, "twilio.api = \"ftp://h\"");
    refused(TelnyxSettings::from, "telnyx { api-key = s3cret }");
    refused(TelnyxSettings::from, "telnyx { api-key = k, public-key = \"s3cret\" }");
    refused(TelnyxSettings::from, "telnyx.codec = OPUS");
    refused(VonageSettings::from, "vonage.signature-secret = s3cret");
    refused(VonageSettings::from, "vonage.sample-rate = 44100");
    refused(TelnyxSettings::from, "telnyx.machine-detection = maybe");
    refused(TelnyxSettings::from, "telnyx.connection-id = \"a b\"");
    refused(VonageSettings::from, "vonage.machine-detection = premium");
    refused(VonageSettings::from, "vonage.api = \"ftp://h\"");
    refused(VonageSettings::from, "vonage.private-key-file = \"private.key\"");
    refused(
        VonageSettings::from, "vonage { private-key-file = \"private.key\", application-id = a }");
  }

  private static void refused(Function<Config, ?> from, String settings) {
    assertThatThrownBy(() -> read(from, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.telephony.")
        .hasMessageContaining("expected")
        .hasMessageNotContaining("s3");
  }
}
