package io.parley.voice.twilio;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import java.net.URI;
import java.util.Optional;

/// Section `parley.telephony.twilio`. Without a token there are no calls by Twilio.
///
/// @param account SID of the account; empty to accept any that signs with the token
/// @param token secret: signs callbacks, and opens the REST API
/// @param mode who listens and speaks
/// @param api base address of the REST API
public record TwilioSettings(
    Optional<String> account, Optional<String> token, Mode mode, Relay relay, URI api) {

  /// The side that listens and speaks.
  public enum Mode {
    /// Parley: Twilio sends and plays sound (Media Streams).
    MEDIA,
    /// Twilio: it sends and speaks text (ConversationRelay).
    RELAY
  }

  /// How Twilio listens and speaks; empty fields leave it to Twilio.
  public record Relay(
      Optional<String> voice, Optional<String> speaker, Optional<String> transcriber) {}

  private static final String URL_FORM = "an address such as https://api.twilio.com";

  public TwilioSettings {
    Remote.key("parley.telephony.twilio.auth-token", token);
    Remote.url("parley.telephony.twilio.api", api, URL_FORM);
    if (account.isPresent() && !account.get().matches("AC[0-9a-fA-F]{32}"))
      throw Expect.wrong(
          "parley.telephony.twilio.account-sid", account.get(), "AC and 32 hexadecimal digits");
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static TwilioSettings from(Config root) {
    var section = Section.of(root, "parley.telephony.twilio");
    return new TwilioSettings(
        section.wordIfAny("account-sid"),
        section.wordIfAny("auth-token"),
        mode(section),
        new Relay(
            section.wordIfAny("relay.voice"),
            section.wordIfAny("relay.tts-provider"),
            section.wordIfAny("relay.transcription-provider")),
        Remote.url(section.name("api"), section.word("api"), URL_FORM));
  }

  private static Mode mode(Section section) {
    return switch (section.word("mode")) {
      case "media" -> Mode.MEDIA;
      case "relay" -> Mode.RELAY;
      default -> throw Expect.wrong(section.name("mode"), section.word("mode"), "media or relay");
    };
  }

  /// Without the token.
  @Override
  public String toString() {
    return "TwilioSettings[account=%s, mode=%s, api=%s]".formatted(account, mode, api);
  }
}
