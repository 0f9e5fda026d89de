package io.parley.voice.webrtc;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.parley.core.setting.Expect;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.rtp.JitterSettings;
import io.parley.voice.sdp.SdpLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/// Section `parley.voice.webrtc`; see `reference.conf` for what each value does.
///
/// @param enabled whether browsers may connect at all
/// @param maker who makes Opus: `parley.voice.opus`; @param opus the encoder's settings
public record WebRtcSettings(
    boolean enabled,
    Network network,
    CallLimits calls,
    OfferLimits offers,
    Delay delay,
    Opus maker,
    OpusSettings opus) {
  private static final String PATH = "parley.voice.webrtc.";

  /// The UDP port, and the addresses that browsers are given.
  ///
  /// @param port 0 picks a free one
  /// @param publicAddresses none: the bound one, or the machine's own when bound to all of them
  /// @param publicPort 0: the bound one
  /// @param packetBytesMax longer datagrams are dropped
  public record Network(
      InetAddress bindAddress,
      int port,
      List<InetAddress> publicAddresses,
      int publicPort,
      int packetBytesMax) {
    static final int ADDRESSES_MAX = 16;

    public Network {
      publicAddresses = List.copyOf(publicAddresses);
      within("port", port, 0, 65_535);
      within("public-port", publicPort, 0, 65_535);
      within("public-addresses", publicAddresses.size(), 0, ADDRESSES_MAX);
      within("packet-bytes-max", packetBytesMax, 576, 65_507);
    }
  }

  /// @param connectTimeout from the answer until an address of the browser is verified
  /// @param handshakeTimeout from the answer until keys are negotiated
  /// @param consentTimeout after so long without a packet the other end is gone (RFC 7675)
  /// @param reportEvery how often the other end is told how its sound arrives
  /// @param addressesMax verified addresses of one call's other end
  /// @param proofsMax its addresses under verification at once
  /// @param streamsMax streams of sound that may follow each other in a call
  /// @param handshakePacketsMax that may wait for a handshake
  public record CallLimits(
      int max,
      Duration connectTimeout,
      Duration handshakeTimeout,
      Duration consentTimeout,
      Duration reportEvery,
      int addressesMax,
      int proofsMax,
      int streamsMax,
      int handshakePacketsMax) {
    public CallLimits {
      within("calls-max", max, 1, 100_000);
      within("connect-timeout", connectTimeout, 1, 300);
      within("handshake-timeout", handshakeTimeout, 1, 300);
      within("consent-timeout", consentTimeout, 1, 3_600);
      within("report-every", reportEvery, 1, 60);
      within("addresses-max", addressesMax, 1, 64);
      within("proofs-max", proofsMax, 1, 64);
      within("streams-max", streamsMax, 1, 256);
      within("handshake-packets-max", handshakePacketsMax, 8, 1_024);
    }

    Ice.Limits ways() {
      return new Ice.Limits(addressesMax, proofsMax);
    }
  }

  /// The limits of an offer.
  public record OfferLimits(int bytesMax, int linesMax, int mediaMax) {
    public OfferLimits {
      within("offer.bytes-max", bytesMax, 1 << 10, 1 << 20);
      within("offer.lines-max", linesMax, 16, 100_000);
      within("offer.media-max", mediaMax, 1, 256);
    }

    SdpLimits ofText() {
      return new SdpLimits(bytesMax, linesMax, mediaMax);
    }
  }

  /// How long sound is buffered to absorb delays.
  public record Delay(Duration min, Duration max) {
    public Delay {
      if (min.isNegative() || max.compareTo(min) < 0 || max.compareTo(LONGEST) > 0)
        throw Expect.wrong(PATH + "delay-max", max, "delay-min to " + LONGEST.toMillis() + "ms");
    }

    private static final Duration LONGEST = Duration.ofSeconds(1);

    JitterSettings jitter(int clockRate) {
      return new JitterSettings(clockRate, Duration.ofMillis(20), min, max, 64, 1_400);
    }
  }

  /// @param config the whole configuration
  public static WebRtcSettings from(Config config) {
    var own = config.getConfig("parley.voice.webrtc");
    return new WebRtcSettings(
        own.getBoolean("enabled"),
        new Network(
            address("bind-address", own.getString("bind-address")),
            own.getInt("port"),
            addresses(own),
            own.getInt("public-port"),
            Math.toIntExact(own.getBytes("packet-bytes-max"))),
        new CallLimits(
            own.getInt("calls-max"),
            own.getDuration("connect-timeout"),
            own.getDuration("handshake-timeout"),
            own.getDuration("consent-timeout"),
            own.getDuration("report-every"),
            own.getInt("addresses-max"),
            own.getInt("proofs-max"),
            own.getInt("streams-max"),
            own.getInt("handshake-packets-max")),
        new OfferLimits(
            Math.toIntExact(own.getBytes("offer.bytes-max")),
            own.getInt("offer.lines-max"),
            own.getInt("offer.media-max")),
        new Delay(own.getDuration("delay-min"), own.getDuration("delay-max")),
        Opus.from(config),
        opus(own.getConfig("opus")));
  }

  private static OpusSettings opus(Config own) {
    try {
      return new OpusSettings(
          own.getInt("bitrate"),
          own.getInt("complexity"),
          own.getInt("expected-loss"),
          own.getBoolean("dtx"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PATH + "opus." + e.getMessage(), e);
    }
  }

  /// A list, or (from a variable) words with commas between them.
  private static List<InetAddress> addresses(Config own) {
    List<String> texts;
    try {
      texts = own.getStringList("public-addresses");
    } catch (ConfigException.WrongType _) {
      texts = List.of(own.getString("public-addresses").split(",", -1));
    }
    return texts.stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> address("public-addresses", text))
        .toList();
  }

  private static InetAddress address(String key, String text) {
    try {
      // names would be resolved, but browsers need addresses
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw Expect.wrong(PATH + key, text, "an IP address");
    }
  }

  private static void within(String key, Duration value, int least, int most) {
    Expect.between(PATH + key, value, Duration.ofSeconds(least), Duration.ofSeconds(most));
  }

  private static void within(String key, int value, int least, int most) {
    Expect.between(PATH + key, value, least, most);
  }
}
