package io.parley.http.telephony;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.http.tool.PublicAddress;
import io.parley.voice.telephony.NumberBook;
import io.parley.voice.telephony.NumberPlan;
import io.parley.voice.telnyx.TelnyxSettings;
import io.parley.voice.twilio.TwilioSettings;
import io.parley.voice.vonage.VonageSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Section `parley.telephony`.
///
/// @param publicUrl under which providers reach this server, without a slash at its end
/// @param nodeUrl under which providers reach this node alone, where several share the public one
/// @param passLifetime for a provider to open its socket after the answer to its webhook
/// @param startTimeout for the first frame on a socket
public record TelephonySettings(
    NumberPlan numbers,
    Optional<URI> publicUrl,
    Optional<URI> nodeUrl,
    Duration passLifetime,
    Duration startTimeout,
    TwilioSettings twilio,
    TelnyxSettings telnyx,
    VonageSettings vonage) {
  private static final String KEY = "parley.telephony.";
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(10);

  public TelephonySettings {
    Expect.between(KEY + "pass-lifetime", passLifetime, LEAST, MOST);
    Expect.between(KEY + "start-timeout", startTimeout, LEAST, MOST);
    boolean any =
        twilio.token().isPresent()
            || telnyx.apiKey().isPresent()
            || vonage.signatureSecret().isPresent();
    if (any && publicUrl.isEmpty())
      throw Expect.wrong(
          KEY + "public-url",
          "nothing",
          "the address under which the telephone provider reaches this server; or set"
              + " parley.http.public-url");
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static TelephonySettings from(Config root) {
    var own = PublicAddress.read(KEY + "public-url", root.getString(KEY + "public-url"));
    return new TelephonySettings(
        NumberPlan.from(root),
        own.or(() -> PublicAddress.from(root).configured()),
        PublicAddress.read(KEY + "node-url", root.getString(KEY + "node-url")),
        root.getDuration(KEY + "pass-lifetime"),
        root.getDuration(KEY + "start-timeout"),
        TwilioSettings.from(root),
        TelnyxSettings.from(root),
        VonageSettings.from(root));
  }

  /// The same settings, with the numbers that organisations have.
  public TelephonySettings with(NumberBook book) {
    return new TelephonySettings(
        numbers.with(book), publicUrl, nodeUrl, passLifetime, startTimeout, twilio, telnyx, vonage);
  }

  /// The same settings, with addresses of this node alone, as far as it has some of its own.
  public TelephonySettings ofNode() {
    return new TelephonySettings(
        numbers,
        nodeUrl.or(() -> publicUrl),
        nodeUrl,
        passLifetime,
        startTimeout,
        twilio,
        telnyx,
        vonage);
  }

  /// So long after a provider was told to bring the sound of a call, it has begun, or is refused.
  public Duration soundWithin() {
    return passLifetime.plus(startTimeout);
  }

  /// An address of ours as providers see it.
  ///
  /// @param path such as `/v1/telephony/twilio/voice`
  public URI url(String path) {
    return URI.create(publicUrl.orElseThrow() + path);
  }

  /// The same for a WebSocket.
  public URI socket(String path) {
    return URI.create(url(path).toString().replaceFirst("^http", "ws"));
  }
}
