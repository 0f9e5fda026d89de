package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.webrtc.WebRtcSettings.CallLimits;
import io.parley.voice.webrtc.WebRtcSettings.Delay;
import io.parley.voice.webrtc.WebRtcSettings.Network;
import io.parley.voice.webrtc.WebRtcSettings.OfferLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebRtcSettingsTest {
  private static WebRtcSettings with(String overrides) {
    return WebRtcSettings.from(
        ConfigFactory.parseString("parley.voice.webrtc { " + overrides + " }")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  @Test
  void the_defaults() {
    assertThat(with(""))
        .isEqualTo(
            new WebRtcSettings(
                true,
                new Network(InetAddress.ofLiteral("127.0.0.1"), 0, List.of(), 0, 2_048),
                new CallLimits(
                    200,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    8,
                    8,
                    32,
                    64),
                new OfferLimits(64 << 10, 2_000, 16),
                new Delay(Duration.ofMillis(20), Duration.ofMillis(400)),
                Opus.NATIVE,
                new OpusSettings(32_000, 5, 5, true)));
  }

  @Test
  void every_key() {
    assertThat(
            with(
                """
                enabled = false, bind-address = 0.0.0.0, port = 1, public-port = 2
                public-addresses = ["10.0.0.1", "2001:db8::1"], packet-bytes-max = 1500
                calls-max = 3, handshake-timeout = 4s, consent-timeout = 5s, report-every = 6s
                addresses-max = 7, streams-max = 8, handshake-packets-max = 9
                connect-timeout = 17s, proofs-max = 18
                offer { bytes-max = 10 KiB, lines-max = 110, media-max = 12 }
                delay-min = 13ms, delay-max = 14ms
                opus { bitrate = 15000, complexity = 1, expected-loss = 0, dtx = false }\
                """))
        .isEqualTo(
            new WebRtcSettings(
                false,
                new Network(
                    InetAddress.ofLiteral("0.0.0.0"),
                    1,
                    List.of(
                        InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("2001:db8::1")),
                    2,
                    1_500),
                new CallLimits(
                    3,
                    Duration.ofSeconds(17),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(6),
                    7,
                    18,
                    8,
                    9),
                new OfferLimits(10 << 10, 110, 12),
                new Delay(Duration.ofMillis(13), Duration.ofMillis(14)),
                Opus.NATIVE,
                new OpusSettings(15_000, 1, 0, false)));
  }

  @Test
  void a_variable_lists_addresses_with_commas() {
    assertThat(with("public-addresses = \"10.0.0.1, 10.0.0.2\"").network().publicAddresses())
        .containsExactly(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("10.0.0.2"));
    assertThat(with("public-addresses = \"\"").network().publicAddresses()).isEmpty();
  }

  @Test
  void a_wrong_value_is_refused_with_the_expectation() {
    refuses("bind-address = localhost", "bind-address: localhost (expected: an IP address)");
    refuses("public-addresses = [here]", "public-addresses: here (expected: an IP address)");
    refuses("port = 65536", "port: 65536 (expected: 0 to 65535)");
    refuses("public-port = -1", "public-port: -1");
    refuses("packet-bytes-max = 100", "packet-bytes-max: 100");
    refuses("calls-max = 0", "calls-max: 0");
    refuses("handshake-timeout = 0s", "handshake-timeout: 0s (expected: 1s to 300s)");
    refuses("connect-timeout = 301s", "connect-timeout: 301s");
    refuses("proofs-max = 0", "proofs-max: 0");
    refuses("proofs-max = 65", "proofs-max: 65 (expected: 1 to 64)");
    refuses("consent-timeout = 2h", "consent-timeout: 7200s");
    refuses("report-every = 1ms", "report-every: 1ms");
    refuses("addresses-max = 0", "addresses-max: 0");
    refuses("streams-max = 0", "streams-max: 0");
    refuses("handshake-packets-max = 1", "handshake-packets-max: 1");
    refuses("offer.bytes-max = 1", "offer.bytes-max: 1");
    refuses("offer.lines-max = 1", "offer.lines-max: 1");
    refuses("offer.media-max = 0", "offer.media-max: 0");
    refuses("delay-max = 10ms", "delay-max: 10ms");
    refuses("delay-max = 2s", "delay-max: 2s");
    refuses("opus.bitrate = 24000", "opus.bitrate with FEC: 24000");
    refuses("opus.complexity = 11", "opus.complexity: 11");
  }

  private static void refuses(String overrides, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(overrides))
        .withMessageContaining("parley.voice.webrtc." + words)
        .withMessageContaining("expected");
  }
}
